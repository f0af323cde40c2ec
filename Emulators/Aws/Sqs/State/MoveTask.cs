namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>Dead letters on their way back.</summary>
/// <param name="Id">Names it in its handle.</param>
/// <param name="Source">The dead-letter queue.</param>
/// <param name="Destination">Where all of them go; null: each to the queue that it came from.</param>
/// <param name="PerSecond">Most messages a second; null for as fast as it goes.</param>
/// <param name="Started">Milliseconds since 1970.</param>
/// <param name="ToMove">Messages that were there at the start.</param>
internal sealed record MoveTask(string Id, SqsQueue Source, SqsQueue? Destination, int? PerSecond, long Started, int ToMove)
{
    private volatile string _status = "RUNNING";
    private int _moved;

    /// <summary>RUNNING, COMPLETED, CANCELLING, CANCELLED, FAILED.</summary>
    public string Status
    {
        get => _status;
        set => _status = value;
    }

    public string? Failure { get; set; }

    public int Moved => Volatile.Read(ref _moved);

    public string Handle => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{{\"taskId\":\"{Id}\",\"sourceArn\":\"{Source.Arn}\"}}"));

    /// <summary>ARN of the queue that a handle is of; null where it is no handle.</summary>
    public static string? SourceOf(string handle)
    {
        Span<byte> bytes = new byte[handle.Length];
        try
        {
            return Convert.TryFromBase64String(handle, bytes, out var count) && System.Text.Json.Nodes.JsonNode.Parse(bytes[..count]) is System.Text.Json.Nodes.JsonObject named ? (string?)named["sourceArn"] : null;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Count(int moved) => Interlocked.Add(ref _moved, moved);
}
