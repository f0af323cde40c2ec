using Confluent.Kafka;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>kill -9 of the broker with transactions committed, aborted and open.</summary>
public sealed class TransactionCrashTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Broker_KilledInMidTransaction_ResumesTheOpenOneAndKeepsWhatWasDecided()
    {
        var broker = await BrokerProcess.StartAsync(_directory, 0, "--partitions", "1");
        var port = int.Parse(broker.BootstrapServers.Split(':')[1]);
        using var survivor = Producer(broker, "survivor", 60_000);
        using var lost = Producer(broker, "lost", 4000);
        survivor.InitTransactions(KafkaServer.Deadline);
        lost.InitTransactions(KafkaServer.Deadline);
        End(survivor, "committed", commit: true);
        End(survivor, "aborted", commit: false);
        Begin(lost, "lost");
        Begin(survivor, "resumed-1");

        await broker.KillAsync();
        await broker.DisposeAsync();
        await using var again = await BrokerProcess.StartAsync(_directory, port, "--partitions", "1");
        survivor.Produce("txn", new() { Value = "resumed-2" });
        survivor.CommitTransaction(KafkaServer.Deadline);

        // The transaction that nobody ends holds what came after it back until it times out.
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig
        {
            BootstrapServers = again.BootstrapServers,
            GroupId = "reader",
            IsolationLevel = IsolationLevel.ReadCommitted,
        }).Build();
        consumer.Assign(new TopicPartitionOffset("txn", 0, 0));
        using var deadline = new CancellationTokenSource(KafkaServer.Deadline);
        foreach (var expected in new[] { "committed", "resumed-1", "resumed-2" })
        {
            Assert.Equal(expected, consumer.Consume(deadline.Token).Message.Value);
        }

        Assert.Null(consumer.Consume(TimeSpan.FromMilliseconds(500)));
    }

    private static IProducer<Null, string> Producer(BrokerProcess broker, string id, int timeoutMs) => new ProducerBuilder<Null, string>(new ProducerConfig
    {
        BootstrapServers = broker.BootstrapServers,
        TransactionalId = id,
        TransactionTimeoutMs = timeoutMs,
        MessageTimeoutMs = timeoutMs,
        LingerMs = 0,
        ReconnectBackoffMs = 20,
        ReconnectBackoffMaxMs = 100,
    }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private static void Begin(IProducer<Null, string> producer, string value)
    {
        producer.BeginTransaction();
        producer.Produce("txn", new() { Value = value });
        Assert.Equal(0, producer.Flush(KafkaServer.Deadline));
    }

    private static void End(IProducer<Null, string> producer, string value, bool commit)
    {
        Begin(producer, value);
        if (commit)
        {
            producer.CommitTransaction(KafkaServer.Deadline);
        }
        else
        {
            producer.AbortTransaction(KafkaServer.Deadline);
        }
    }
}
