namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Input of SendMessage, and one entry of SendMessageBatch.</summary>
internal sealed record SendInput : IBatchEntry
{
    public string? Id { get; init; }

    public string? QueueUrl { get; init; }

    public string? MessageBody { get; init; }

    /// <summary>Seconds.</summary>
    public int? DelaySeconds { get; init; }

    public Dictionary<string, AttributeValue>? MessageAttributes { get; init; }

    public Dictionary<string, AttributeValue>? MessageSystemAttributes { get; init; }

    public string? MessageGroupId { get; init; }

    public string? MessageDeduplicationId { get; init; }
}
