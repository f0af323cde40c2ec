using Confluent.Kafka;
using EventAi.Emulators.Kafka;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>
/// The server under test: a broker in this process, or the one that EVENTAI_KAFKA=host:9092 names. Topics and groups get
/// names of their own, so that the suite can run against a server that others use too.
/// </summary>
public sealed class KafkaServer : IAsyncLifetime
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;
    private KafkaBroker? _broker;

    public string BootstrapServers { get; private set; } = "";

    public static string Unique(string name) => $"{name}-{Guid.NewGuid():N}";

    public async Task InitializeAsync()
    {
        BootstrapServers = Environment.GetEnvironmentVariable("EVENTAI_KAFKA") ?? "";
        if (BootstrapServers.Length == 0)
        {
            _broker = await KafkaBroker.StartAsync(new KafkaOptions { Port = 0, Data = _directory });
            BootstrapServers = _broker.BootstrapServers;
        }
    }

    public async Task DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    public IProducer<string?, string?> Producer(Action<ProducerConfig>? configure = null)
    {
        var config = new ProducerConfig { BootstrapServers = BootstrapServers, Acks = Acks.All, LingerMs = 0 };
        configure?.Invoke(config);
        return new ProducerBuilder<string?, string?>(config).SetKeySerializer(NullableText.Instance).SetValueSerializer(NullableText.Instance).Build();
    }

    public IConsumer<string?, string?> Consumer(string group, Action<ConsumerConfig>? configure = null, Action<ConsumerBuilder<string?, string?>>? build = null)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = BootstrapServers,
            GroupId = group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            SessionTimeoutMs = 6000,
            HeartbeatIntervalMs = 500,
        };
        configure?.Invoke(config);
        var builder = new ConsumerBuilder<string?, string?>(config).SetKeyDeserializer(NullableText.Instance).SetValueDeserializer(NullableText.Instance);
        build?.Invoke(builder);
        return builder.Build();
    }

    public IAdminClient Admin() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers }).Build();

    public async Task<string> CreateTopicAsync(string name, int partitions = 1, Dictionary<string, string>? configs = null)
    {
        var topic = Unique(name);
        using var admin = Admin();
        await admin.CreateTopicsAsync([new() { Name = topic, NumPartitions = partitions, ReplicationFactor = 1, Configs = configs }]);
        return topic;
    }

    /// <summary>Consumes until <paramref name="count"/> records are there, or fails at the deadline.</summary>
    public static List<ConsumeResult<string?, string?>> Take(IConsumer<string?, string?> consumer, int count)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var records = new List<ConsumeResult<string?, string?>>(count);
        while (records.Count < count)
        {
            records.Add(consumer.Consume(deadline.Token));
        }

        return records;
    }

    private sealed class NullableText : ISerializer<string?>, IDeserializer<string?>
    {
        public static readonly NullableText Instance = new();

        public byte[] Serialize(string? data, SerializationContext context) => data is null ? null! : System.Text.Encoding.UTF8.GetBytes(data);

        public string? Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) => isNull ? null : System.Text.Encoding.UTF8.GetString(data);
    }
}
