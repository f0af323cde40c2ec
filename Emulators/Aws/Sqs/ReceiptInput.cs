namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Input of DeleteMessage and ChangeMessageVisibility, and one entry of their batches.</summary>
internal sealed record ReceiptInput : IBatchEntry
{
    public string? Id { get; init; }

    public string? QueueUrl { get; init; }

    public string? ReceiptHandle { get; init; }

    /// <summary>Seconds.</summary>
    public int? VisibilityTimeout { get; init; }
}
