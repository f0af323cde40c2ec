using Confluent.Kafka;
using EventAi.Emulators.Kafka;

namespace EventAi.Support;

/// <summary>A Kafka broker of a test's own.</summary>
public sealed class Broker : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private KafkaBroker _broker = null!;

    public string BootstrapServers => _broker.BootstrapServers;

    public static async Task<Broker> StartAsync()
    {
        var broker = new Broker();
        broker._broker = await KafkaBroker.StartAsync(new KafkaOptions { Port = 0, Data = broker._folder.Path });
        return broker;
    }

    /// <summary>Reads a topic from the start until so many records are there, or the time is over.</summary>
    public async Task<IReadOnlyList<ConsumeResult<byte[]?, byte[]?>>> ReadAsync(string topic, int count, TimeSpan? patience = null)
    {
        using var deadline = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(20));
        var records = new List<ConsumeResult<byte[]?, byte[]?>>();
        await Task.Run(() =>
        {
            using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
            {
                BootstrapServers = BootstrapServers,
                GroupId = Guid.NewGuid().ToString(),
                AutoOffsetReset = AutoOffsetReset.Earliest,
                AllowAutoCreateTopics = true,
            }).SetLogHandler(static (_, _) => { }).Build();
            consumer.Subscribe(topic);
            try
            {
                while (records.Count < count)
                {
                    records.Add(consumer.Consume(deadline.Token));
                }
            }
            catch (OperationCanceledException)
            {
                // What is there is the answer.
            }
            consumer.Close();
        });
        return records;
    }

    public async Task ProduceAsync(string topic, string key, byte[] value)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = BootstrapServers }).Build();
        await producer.ProduceAsync(topic, new Message<string, byte[]> { Key = key, Value = value });
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        _folder.Dispose();
    }
}
