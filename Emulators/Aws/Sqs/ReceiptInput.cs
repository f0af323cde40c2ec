namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Input of DeleteMessage and ChangeMessageVisibility, and one entry of their batches.</summary>
internal sealed record ReceiptInput : IBatchEntry
{
    public string? Id { get; set; }

    public string? QueueUrl { get; set; }

    public string? ReceiptHandle { get; set; }

    /// <summary>Seconds.</summary>
    public int? VisibilityTimeout { get; set; }
}
