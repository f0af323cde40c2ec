namespace EventAi.Emulators.Aws.Sqs;

/// <summary>A message attribute on the wire.</summary>
internal sealed record AttributeValue
{
    public string? DataType { get; init; }

    public string? StringValue { get; init; }

    public byte[]? BinaryValue { get; init; }

    /// <summary>In the model, never implemented by SQS.</summary>
    public List<string>? StringListValues { get; init; }

    /// <summary>In the model, never implemented by SQS.</summary>
    public List<byte[]>? BinaryListValues { get; init; }
}
