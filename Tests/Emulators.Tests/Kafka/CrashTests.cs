using System.Collections.Concurrent;
using System.Security.Cryptography;
using Confluent.Kafka;
using Xunit.Abstractions;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>kill -9 of the broker while an idempotent producer writes: what was acknowledged is there, once and in order.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("EVENTAI_SEED"), out var seed) ? seed : RandomNumberGenerator.GetInt32(int.MaxValue);
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("never")]
    [InlineData("always")]
    [InlineData("5")]
    public Task Broker_KilledInMidStream_KeepsEveryAcknowledgedRecordOnceInOrder(string fsync) => KillAsync(fsync, 5);

    [Theory]
    [InlineData("never")]
    [InlineData("5")]
    [Trait("Category", "Long")]
    public Task Broker_KilledFiftyTimes_KeepsEveryAcknowledgedRecordOnceInOrder(string fsync) => KillAsync(fsync, 50);

    private async Task KillAsync(string fsync, int kills)
    {
        output.WriteLine($"EVENTAI_SEED={_seed}");
        var random = new Random(_seed);
        var broker = await BrokerProcess.StartAsync(_directory, 0, "--fsync", fsync, "--partitions", "1");
        var port = broker.Port;
        var acknowledged = new ConcurrentDictionary<int, long>();
        var failed = new ConcurrentBag<Error>();
        var next = 0;
        using (var producer = new ProducerBuilder<Null, string>(new ProducerConfig
        {
            BootstrapServers = broker.BootstrapServers,
            EnableIdempotence = true,
            LingerMs = 1,
            BatchNumMessages = 50,
            ReconnectBackoffMs = 20,
            ReconnectBackoffMaxMs = 100,
            MessageTimeoutMs = 60_000,
        }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build())
        {
            for (var kill = 0; kill <= kills; kill++)
            {
                // The kill comes as soon as some of this round is acknowledged: there is always more in flight behind it.
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var goal = acknowledged.Count + random.Next(1, 1500);
                for (var i = 0; i < 2000; i++)
                {
                    var number = next++;
                    producer.Produce("crash", new Message<Null, string> { Value = $"{number}" }, report =>
                    {
                        if (report.Error.IsError)
                        {
                            failed.Add(report.Error);
                        }
                        else if (acknowledged.TryAdd(number, report.Offset.Value) && acknowledged.Count >= goal)
                        {
                            reached.TrySetResult();
                        }
                    });
                }

                await reached.Task.WaitAsync(KafkaServer.Deadline);
                if (kill < kills)
                {
                    await broker.KillAsync();
                    await broker.DisposeAsync();
                    broker = await BrokerProcess.StartAsync(_directory, port, "--fsync", fsync, "--partitions", "1");
                }
            }

            Assert.Equal(0, producer.Flush(KafkaServer.Deadline));
        }

        Assert.Empty(failed);
        await using (broker)
        {
            using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = "reader" }).Build();
            consumer.Assign(new TopicPartitionOffset("crash", 0, 0));
            using var deadline = new CancellationTokenSource(KafkaServer.Deadline);
            for (var i = 0; i < next; i++)
            {
                var record = consumer.Consume(deadline.Token);
                Assert.Equal($"{i}", record.Message.Value);
                Assert.Equal(acknowledged[i], record.Offset.Value);
            }

            Assert.Equal(next, consumer.QueryWatermarkOffsets(new("crash", 0), KafkaServer.Deadline).High.Value);
        }
    }

    [Fact]
    public async Task Broker_Killed_KeepsTopicsGroupsOffsetsAndClusterId()
    {
        string cluster;
        await using (var broker = await BrokerProcess.StartAsync(_directory))
        {
            using var admin = Admin(broker);
            await admin.CreateTopicsAsync([new() { Name = "kept", NumPartitions = 3, ReplicationFactor = 1 }, new() { Name = "dropped", NumPartitions = 1, ReplicationFactor = 1 }]);
            await admin.DeleteTopicsAsync(["dropped"]);
            using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = "kept-group" }).Build();
            consumer.Commit([new TopicPartitionOffset("kept", 2, 42)]);
            cluster = (await admin.DescribeClusterAsync()).ClusterId;
            await broker.KillAsync();
        }

        await using var again = await BrokerProcess.StartAsync(_directory);
        using var admin2 = Admin(again);
        Assert.Equal(cluster, (await admin2.DescribeClusterAsync()).ClusterId);
        var topic = Assert.Single(admin2.GetMetadata(KafkaServer.Deadline).Topics);
        Assert.Equal(("kept", 3), (topic.Topic, topic.Partitions.Count));
        using var next = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = again.BootstrapServers, GroupId = "kept-group" }).Build();
        Assert.Equal(42, Assert.Single(next.Committed([new TopicPartition("kept", 2)], KafkaServer.Deadline)).Offset.Value);
    }

    [Fact]
    public async Task SecondBroker_OnTheSameDirectory_IsRefusedWithOneLine()
    {
        await using var broker = await BrokerProcess.StartAsync(_directory);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => BrokerProcess.StartAsync(_directory));
        Assert.Contains("in use by another broker", refused.Message, StringComparison.Ordinal);
    }

    private static IAdminClient Admin(BrokerProcess broker) => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.BootstrapServers }).Build();
}
