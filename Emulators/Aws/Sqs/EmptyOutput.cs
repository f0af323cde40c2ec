namespace EventAi.Emulators.Aws.Sqs;

/// <summary>The answer of an operation that has none.</summary>
internal sealed record EmptyOutput
{
    public static readonly EmptyOutput Instance = new();

    public static ValueTask<EmptyOutput> Done => ValueTask.FromResult(Instance);
}
