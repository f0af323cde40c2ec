using System.Collections.Concurrent;
using Confluent.Kafka;
using Xunit.Abstractions;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>The broker is killed while it compacts: of every key the newest acknowledged record is still there, at its offset.</summary>
public sealed class CompactionCrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Keys = 40;
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;
    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("EVENTAI_SEED"), out var seed) ? seed : Environment.TickCount;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public Task Broker_KilledWhileItCompacts_KeepsTheNewestRecordOfEveryKey() => KillAsync(4);

    [Fact]
    [Trait("Category", "Long")]
    public Task Broker_KilledThirtyTimesWhileItCompacts_KeepsTheNewestRecordOfEveryKey() => KillAsync(30);

    private async Task KillAsync(int kills)
    {
        output.WriteLine($"EVENTAI_SEED={_seed}");
        var random = new Random(_seed);
        var broker = await StartAsync(0);
        var port = broker.Port;
        try
        {
            using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.BootstrapServers }).Build())
            {
                await admin.CreateTopicsAsync([new() { Name = "compacted", NumPartitions = 1, ReplicationFactor = 1, Configs = new() { ["cleanup.policy"] = "compact", ["min.cleanable.dirty.ratio"] = "0", ["segment.bytes"] = "16384" } }]);
            }

            var newest = new ConcurrentDictionary<string, (long Offset, string Value)>(StringComparer.Ordinal);
            using (var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = broker.BootstrapServers, EnableIdempotence = true, LingerMs = 1, ReconnectBackoffMs = 20, ReconnectBackoffMaxMs = 100 })
                .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build())
            {
                for (var kill = 0; kill <= kills; kill++)
                {
                    // Compaction runs every second beside this; the kill falls anywhere in its second.
                    using var round = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1000, 2000)));
                    while (!round.IsCancellationRequested)
                    {
                        await Task.WhenAll(Enumerable.Range(0, Keys).Select(i => ProduceAsync(producer, $"key-{i}", $"{Guid.NewGuid()}", newest))).WaitAsync(KafkaServer.Deadline);
                    }

                    if (kill < kills)
                    {
                        await broker.KillAsync();
                        await broker.DisposeAsync();
                        broker = await StartAsync(port);
                    }
                }
            }

            var read = ReadAll(broker.BootstrapServers);
            foreach (var (key, (offset, value)) in newest)
            {
                var last = read.Where(r => r.Message.Key == key).MaxBy(r => r.Offset.Value)!;
                Assert.Equal((offset, value), (last.Offset.Value, last.Message.Value));
            }

            Assert.True(read.Zip(read.Skip(1)).All(p => p.First.Offset < p.Second.Offset));
            Assert.True(read.Count < newest.Values.Max(v => v.Offset), "Nothing was compacted.");
        }
        finally
        {
            await broker.DisposeAsync();
        }
    }

    private static async Task ProduceAsync(IProducer<string, string> producer, string key, string value, ConcurrentDictionary<string, (long, string)> newest) =>
        newest[key] = ((await producer.ProduceAsync("compacted", new() { Key = key, Value = value })).Offset.Value, value);

    private static List<ConsumeResult<string, string>> ReadAll(string bootstrapServers)
    {
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = "reader", EnablePartitionEof = true, CheckCrcs = true }).Build();
        consumer.Assign(new TopicPartitionOffset("compacted", 0, Offset.Beginning));
        using var deadline = new CancellationTokenSource(KafkaServer.Deadline);
        var records = new List<ConsumeResult<string, string>>();
        for (var record = consumer.Consume(deadline.Token); !record.IsPartitionEOF; record = consumer.Consume(deadline.Token))
        {
            records.Add(record);
        }

        return records;
    }

    private Task<BrokerProcess> StartAsync(int port) => BrokerProcess.StartAsync(_directory, port, "--Kafka:RetentionCheckSeconds=1");
}
