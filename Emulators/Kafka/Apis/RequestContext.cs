using EventAi.Emulators.Kafka.Faults;

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

    /// <summary>What is to go wrong; null without --admin.</summary>
    public FaultStore? Faults { get; init; }

    /// <summary>The client has chosen a SASL mechanism that there is.</summary>
    public bool SaslChosen { get; set; }

    /// <summary>Who the client is, once it has shown its password.</summary>
    public string? User { get; set; }

    /// <summary>The answer is to break off in its middle.</summary>
    public bool DropResponse { get; set; }

    /// <summary>Set by an operation that can report an error only by closing the connection (acks=0).</summary>
    public bool CloseConnection { get; set; }
}
