using Confluent.Kafka;
using EventAi.Emulators.Kafka;

namespace EventAi.Emulators.Tests.Kafka;

public sealed class CompactionTests : IAsyncLifetime
{
    private const int Keys = 20;
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;
    private KafkaBroker _broker = null!;

    public async Task InitializeAsync() => _broker = await StartAsync();

    public async Task DisposeAsync()
    {
        await _broker.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData(CompressionType.None)]
    [InlineData(CompressionType.Gzip)]
    [InlineData(CompressionType.Snappy)]
    [InlineData(CompressionType.Lz4)]
    public async Task Compact_EachCodec_KeepsTheLastValueOfEveryKeyAtItsOffset(CompressionType codec)
    {
        await CreateAsync("compacted");
        var last = new Dictionary<string, (long Offset, string Value)>(StringComparer.Ordinal);
        for (var round = 0; round < 15; round++)
        {
            await ProduceAsync("compacted", codec, [.. Enumerable.Range(0, Keys * 20).Select(i => ($"key-{i % Keys}", (string?)$"{round}-{i}-{Guid.NewGuid()}"))], last);
        }

        var records = await ReadUntilAsync("compacted", r => r.Count <= 600);
        AssertLastValues(last, records);
        Assert.True(records.Zip(records.Skip(1)).All(p => p.First.Offset < p.Second.Offset));

        // What compaction wrote is what a later start reads; the saved indexes are not needed for it.
        await _broker.DisposeAsync();
        foreach (var index in Directory.GetFiles(_directory, "*.index", SearchOption.AllDirectories))
        {
            File.Delete(index);
        }

        _broker = await StartAsync();
        var again = await ReadUntilAsync("compacted", _ => true);
        AssertLastValues(last, again);
        Assert.Subset(records.Select(r => r.Offset.Value).ToHashSet(), again.Select(r => r.Offset.Value).ToHashSet());
    }

    [Fact]
    public async Task Compact_Deletions_GoWithTheirKeyAfterDeleteRetention()
    {
        await CreateAsync("deletions", ("delete.retention.ms", "0"));
        await ProduceAsync("deletions", CompressionType.None, [.. Enumerable.Range(0, 200).Select(i => ($"gone-{i}", (string?)new string('v', 40)))], []);
        await ProduceAsync("deletions", CompressionType.None, [.. Enumerable.Range(0, 200).Select(i => ($"gone-{i}", (string?)null))], []);

        // The last segment is never compacted: enough for it to hold none of the above.
        await ProduceAsync("deletions", CompressionType.None, [.. Enumerable.Range(0, 300).Select(i => ($"kept-{i}", (string?)new string('v', 40)))], []);
        var left = await ReadUntilAsync("deletions", r => r.All(x => x.Message.Key.StartsWith("kept-", StringComparison.Ordinal)));
        Assert.Equal(300, left.Select(r => r.Message.Key).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task RecordWithoutAKey_InACompactedTopic_IsRefused()
    {
        await CreateAsync("keyed");
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = _broker.BootstrapServers }).Build();
        var refused = await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync("keyed", new() { Value = "x" }));
        Assert.Equal(ErrorCode.InvalidRecord, refused.Error.Code);
    }

    [Fact]
    public async Task Compact_Zstd_LeavesTheBatchesWhole()
    {
        await CreateAsync("zstd");
        var last = new Dictionary<string, (long Offset, string Value)>(StringComparer.Ordinal);
        for (var round = 0; round < 20; round++)
        {
            await ProduceAsync("zstd", CompressionType.Zstd, [.. Enumerable.Range(0, Keys).Select(i => ($"key-{i}", (string?)$"{round}-{Guid.NewGuid()}"))], last);
        }

        var deadline = TimeProvider.System.GetTimestamp();
        var records = await ReadUntilAsync("zstd", _ => TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(2.5));
        Assert.Equal(20 * Keys, records.Count);
        AssertLastValues(last, records);
    }

    private static void AssertLastValues(Dictionary<string, (long Offset, string Value)> last, List<ConsumeResult<string, string>> records)
    {
        foreach (var (key, (offset, value)) in last)
        {
            var newest = records.Last(r => r.Message.Key == key);
            Assert.Equal((offset, value), (newest.Offset.Value, newest.Message.Value));
        }
    }

    private Task<KafkaBroker> StartAsync() => KafkaBroker.StartAsync(new KafkaOptions { Port = 0, Data = _directory, SegmentBytes = 8192, RetentionCheckSeconds = 1 });

    private async Task CreateAsync(string topic, params (string Name, string Value)[] configs)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _broker.BootstrapServers }).Build();
        var settings = configs.ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);
        settings["cleanup.policy"] = "compact";
        settings["min.cleanable.dirty.ratio"] = "0";
        await admin.CreateTopicsAsync([new() { Name = topic, NumPartitions = 1, ReplicationFactor = 1, Configs = settings }]);
    }

    private async Task ProduceAsync(string topic, CompressionType codec, (string Key, string? Value)[] records, Dictionary<string, (long, string)> last)
    {
        using var producer = new ProducerBuilder<string, string?>(new ProducerConfig { BootstrapServers = _broker.BootstrapServers, CompressionType = codec, LingerMs = 5, BatchNumMessages = 50 })
            .SetValueSerializer(Text.Instance).Build();
        var sent = records.Select(r => (r.Key, r.Value, Task: producer.ProduceAsync(topic, new Message<string, string?> { Key = r.Key, Value = r.Value }))).ToList();
        foreach (var (key, value, task) in sent)
        {
            last[key] = ((await task.WaitAsync(KafkaServer.Deadline)).Offset.Value, value!);
        }
    }

    /// <summary>Reads the topic from the start again and again until it is as expected, or fails at the deadline.</summary>
    private async Task<List<ConsumeResult<string, string>>> ReadUntilAsync(string topic, Func<List<ConsumeResult<string, string>>, bool> condition)
    {
        using var deadline = new CancellationTokenSource(KafkaServer.Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var records = new List<ConsumeResult<string, string>>();
            using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { BootstrapServers = _broker.BootstrapServers, GroupId = "reader", EnablePartitionEof = true, CheckCrcs = true }).Build();
            consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
            for (var record = consumer.Consume(deadline.Token); !record.IsPartitionEOF; record = consumer.Consume(deadline.Token))
            {
                records.Add(record);
            }

            if (condition(records))
            {
                return records;
            }

            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    private sealed class Text : ISerializer<string?>
    {
        public static readonly Text Instance = new();

        public byte[] Serialize(string? data, SerializationContext context) => data is null ? null! : System.Text.Encoding.UTF8.GetBytes(data);
    }
}
