namespace EventAi.Bench.Kafka;

/// <summary>A server under load.</summary>
internal interface ITarget : IDisposable
{
    string BootstrapServers { get; }
}
