namespace EventAi.Emulators.Aws.Sqs;

/// <summary>One of the entries of a batch.</summary>
internal interface IBatchEntry
{
    string? Id { get; }
}
