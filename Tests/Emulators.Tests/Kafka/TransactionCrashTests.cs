using System.Security.Cryptography;
using Confluent.Kafka;
using Xunit.Abstractions;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>kill -9 of the broker with transactions committed, aborted and open.</summary>
public sealed class TransactionCrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Broker_KilledInMidTransaction_ResumesTheOpenOneAndKeepsWhatWasDecided()
    {
        var broker = await BrokerProcess.StartAsync(_directory, 0, "--partitions", "1");
        var port = broker.Port;
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

    [Fact]
    public Task Broker_KilledWhileTransactionsRun_ReadCommittedIsExactlyWhatWasCommitted() => KillAsync(5);

    [Fact]
    [Trait("Category", "Long")]
    public Task Broker_KilledThirtyTimesWhileTransactionsRun_ReadCommittedIsExactlyWhatWasCommitted() => KillAsync(30);

    /// <summary>Transactions over two partitions, each committed or aborted by lot, with a kill by lot before, in or after any of them.</summary>
    private async Task KillAsync(int kills)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("EVENTAI_SEED"), out var given) ? given : RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"EVENTAI_SEED={seed}");
        var random = new Random(seed);
        var broker = await BrokerProcess.StartAsync(_directory, 0, "--partitions", "2");
        var port = broker.Port;
        var committed = new List<string>();
        using (var producer = Producer(broker, "model", 60_000))
        {
            producer.InitTransactions(KafkaServer.Deadline);
            for (var (number, killed) = (0, 0); killed < kills; number++)
            {
                var killing = Task.CompletedTask;
                if (random.Next(3) == 0)
                {
                    killed++;
                    var delay = random.Next(30);
                    killing = Task.Run(async () =>
                    {
                        await Task.Delay(delay);
                        await broker.KillAsync();
                        await broker.DisposeAsync();
                        broker = await BrokerProcess.StartAsync(_directory, port, "--partitions", "2");
                    });
                }

                var values = Enumerable.Range(0, random.Next(1, 20)).Select(i => $"{number}-{i}").ToList();
                producer.BeginTransaction();
                for (var i = 0; i < values.Count; i++)
                {
                    producer.Produce(new TopicPartition("txn", i % 2), new() { Value = values[i] });
                }

                if (End(producer, commit: random.Next(2) == 0))
                {
                    committed.AddRange(values);
                }

                await killing.WaitAsync(KafkaServer.Deadline);
            }
        }

        await using (broker)
        {
            Assert.NotEmpty(committed);
            Assert.Equal(committed.Order(StringComparer.Ordinal), Read(broker, committed.Count).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Ends the transaction through whatever happens to the broker; true when it is committed.</summary>
    private static bool End(IProducer<Null, string> producer, bool commit)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < KafkaServer.Deadline)
        {
            try
            {
                if (commit)
                {
                    producer.CommitTransaction(KafkaServer.Deadline);
                }
                else
                {
                    producer.AbortTransaction(KafkaServer.Deadline);
                }

                return commit;
            }
            catch (KafkaTxnRequiresAbortException)
            {
                commit = false;
            }
            catch (KafkaRetriableException)
            {
                // The same call again.
            }
        }

        throw new TimeoutException("The transaction did not end.");
    }

    private static List<string> Read(BrokerProcess broker, int count)
    {
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig
        {
            BootstrapServers = broker.BootstrapServers,
            GroupId = "reader",
            IsolationLevel = IsolationLevel.ReadCommitted,
        }).Build();
        consumer.Assign([new TopicPartitionOffset("txn", 0, 0), new TopicPartitionOffset("txn", 1, 0)]);
        using var deadline = new CancellationTokenSource(KafkaServer.Deadline);
        var values = Enumerable.Range(0, count).Select(_ => consumer.Consume(deadline.Token).Message.Value).ToList();
        Assert.Null(consumer.Consume(TimeSpan.FromMilliseconds(700)));
        return values;
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
