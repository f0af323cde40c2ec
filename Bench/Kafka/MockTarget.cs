using Confluent.Kafka;

namespace EventAi.Bench.Kafka;

/// <summary>librdkafka's mock broker: it lives in the client that asks for it, other clients reach it over TCP. It keeps its log in memory, the newest 5 MB of a partition.</summary>
internal sealed class MockTarget : ITarget
{
    private readonly IAdminClient _owner;

    public MockTarget()
    {
        var config = new AdminClientConfig { BootstrapServers = "mock" };
        config.Set("test.mock.num.brokers", "1");
        _owner = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).Build();
        var broker = _owner.GetMetadata(TimeSpan.FromSeconds(10)).Brokers[0];
        BootstrapServers = $"{broker.Host}:{broker.Port}";
    }

    public string BootstrapServers { get; }

    public TimeSpan? ProcessorTime => null;

    public void Dispose() => _owner.Dispose();
}
