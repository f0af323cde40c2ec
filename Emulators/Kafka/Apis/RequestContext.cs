namespace EventAi.Emulators.Kafka.Apis;

/// <summary>What an operation may know of the request besides its body.</summary>
internal sealed class RequestContext
{
    public short Version { get; set; }

    public int CorrelationId { get; set; }

    /// <summary>The client's name for itself; empty if it has none.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client's IP address, with the slash that Apache Kafka puts in front.</summary>
    public string ClientHost { get; init; } = "";

    /// <summary>Ends waits when the client is gone.</summary>
    public CancellationToken Closed { get; set; }

    /// <summary>Set by an operation that can report an error only by closing the connection (acks=0).</summary>
    public bool CloseConnection { get; set; }
}
