namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Input of SendMessage, and one entry of SendMessageBatch.</summary>
internal sealed record SendInput : IBatchEntry
{
    public string? Id { get; set; }

    public string? QueueUrl { get; set; }

    public string? MessageBody { get; set; }

    /// <summary>Seconds.</summary>
    public int? DelaySeconds { get; set; }

    public Dictionary<string, AttributeValue>? MessageAttributes { get; set; }

    public Dictionary<string, AttributeValue>? MessageSystemAttributes { get; set; }

    public string? MessageGroupId { get; set; }

    public string? MessageDeduplicationId { get; set; }
}
