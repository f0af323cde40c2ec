namespace EventAi.Bench.Kafka;

/// <summary>A server under load.</summary>
internal interface ITarget : IDisposable
{
    string BootstrapServers { get; }

    /// <summary>What its own process has used; null for one inside the client's.</summary>
    TimeSpan? ProcessorTime { get; }
}
