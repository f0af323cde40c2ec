using System.Text;
using Confluent.Kafka;

namespace EventAi.Emulators.Tests.Kafka;

public sealed class ProduceConsumeTests(KafkaServer server) : IClassFixture<KafkaServer>
{
    [Theory]
    [InlineData(CompressionType.None)]
    [InlineData(CompressionType.Gzip)]
    [InlineData(CompressionType.Snappy)]
    [InlineData(CompressionType.Lz4)]
    [InlineData(CompressionType.Zstd)]
    public async Task Records_EachCompression_ComeBackWhole(CompressionType compression)
    {
        var topic = await server.CreateTopicAsync("codec");
        using (var producer = server.Producer(c => (c.CompressionType, c.LingerMs) = (compression, 20)))
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => producer.ProduceAsync(topic, new Message<string?, string?>
            {
                Key = i % 10 == 0 ? null : $"key-{i}",
                Value = i % 7 == 0 ? null : $"value-{i}-" + new string('x', i),
                Headers = [new Header("number", Encoding.UTF8.GetBytes($"{i}")), new Header("empty", null)],
                Timestamp = new Timestamp(1_700_000_000_000 + i, TimestampType.CreateTime),
            }))).WaitAsync(KafkaServer.Deadline);
        }

        using var consumer = server.Consumer(KafkaServer.Unique("group"));
        consumer.Subscribe(topic);
        var records = KafkaServer.Take(consumer, 500);
        for (var i = 0; i < records.Count; i++)
        {
            var message = records[i].Message;
            Assert.Equal(i, records[i].Offset.Value);
            Assert.Equal(i % 10 == 0 ? null : $"key-{i}", message.Key);
            Assert.Equal(i % 7 == 0 ? null : $"value-{i}-" + new string('x', i), message.Value);
            Assert.Equal($"{i}", Encoding.UTF8.GetString(message.Headers.GetLastBytes("number")));
            Assert.Null(message.Headers.GetLastBytes("empty"));
            Assert.Equal(1_700_000_000_000 + i, message.Timestamp.UnixTimestampMs);
        }

        consumer.Close();
    }

    [Fact]
    public async Task Produce_UnknownTopic_CreatesItWithDefaultPartitions()
    {
        var topic = KafkaServer.Unique("auto");
        using var producer = server.Producer();
        await producer.ProduceAsync(topic, new Message<string?, string?> { Value = "first" }).WaitAsync(KafkaServer.Deadline);

        using var admin = server.Admin();
        var metadata = admin.GetMetadata(topic, KafkaServer.Deadline);
        Assert.NotEmpty(Assert.Single(metadata.Topics).Partitions);
    }

    [Fact]
    public async Task Produce_OverTheTopicsLimit_IsRefused()
    {
        var topic = await server.CreateTopicAsync("limit", configs: new() { ["max.message.bytes"] = "2000" });
        using var producer = server.Producer();
        var refused = await Assert.ThrowsAsync<ProduceException<string?, string?>>(() =>
            producer.ProduceAsync(topic, new Message<string?, string?> { Value = new string('x', 3000) }).WaitAsync(KafkaServer.Deadline));
        Assert.Equal(ErrorCode.MsgSizeTooLarge, refused.Error.Code);
    }

    [Fact]
    public async Task Produce_Idempotent_KeepsOrderWithoutGaps()
    {
        var topic = await server.CreateTopicAsync("idempotent");
        using (var producer = server.Producer(c => (c.EnableIdempotence, c.BatchNumMessages) = (true, 100)))
        {
            var sent = Enumerable.Range(0, 5000).Select(i => producer.ProduceAsync(topic, new Message<string?, string?> { Value = $"{i}" })).ToList();
            var results = await Task.WhenAll(sent).WaitAsync(KafkaServer.Deadline);
            Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), results.Select(r => r.Offset.Value));
        }

        using var consumer = server.Consumer(KafkaServer.Unique("group"));
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"{i}"), KafkaServer.Take(consumer, 5000).Select(r => r.Message.Value));
    }

    [Theory]
    [InlineData(Acks.None)]
    [InlineData(Acks.Leader)]
    public async Task Produce_WeakerAcks_AreStored(Acks acks)
    {
        var topic = await server.CreateTopicAsync("acks");
        using (var producer = server.Producer(c => c.Acks = acks))
        {
            await producer.ProduceAsync(topic, new Message<string?, string?> { Value = "stored" }).WaitAsync(KafkaServer.Deadline);
        }

        using var consumer = server.Consumer(KafkaServer.Unique("group"));
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        Assert.Equal("stored", Assert.Single(KafkaServer.Take(consumer, 1)).Message.Value);
    }

    [Fact]
    public async Task Fetch_ParkedOnAnEmptyPartition_WakesWhenDataArrives()
    {
        var topic = await server.CreateTopicAsync("parked");
        using var producer = server.Producer();

        // A wait of 20 s: an answer within two can only be the wake-up.
        using var consumer = server.Consumer(KafkaServer.Unique("group"), c => (c.FetchWaitMaxMs, c.SocketTimeoutMs) = (20_000, 60_000));
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        await producer.ProduceAsync(topic, new Message<string?, string?> { Value = "warm-up" }).WaitAsync(KafkaServer.Deadline);
        KafkaServer.Take(consumer, 1);
        for (var i = 0; i < 20; i++)
        {
            var value = $"{i}";
            var start = TimeProvider.System.GetTimestamp();
            var sent = producer.ProduceAsync(topic, new Message<string?, string?> { Value = value });
            Assert.Equal(value, Assert.Single(KafkaServer.Take(consumer, 1)).Message.Value);
            await sent.WaitAsync(KafkaServer.Deadline);
            Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 2);
        }
    }

    [Fact]
    public async Task Fetch_SmallLimits_StillGivesEveryRecord()
    {
        var topic = await server.CreateTopicAsync("small");
        using (var producer = server.Producer(c => c.LingerMs = 50))
        {
            await Task.WhenAll(Enumerable.Range(0, 300).Select(i =>
                producer.ProduceAsync(topic, new Message<string?, string?> { Value = $"{i}-" + new string('y', 500) }))).WaitAsync(KafkaServer.Deadline);
        }

        // Less than one batch: the first of every answer must come whole all the same.
        using var consumer = server.Consumer(KafkaServer.Unique("group"), c => (c.MaxPartitionFetchBytes, c.FetchMaxBytes, c.MessageMaxBytes) = (1000, 1000, 1000));
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), KafkaServer.Take(consumer, 300).Select(r => r.Offset.Value));
    }

    [Fact]
    public async Task OffsetsForTimes_FindsTheFirstRecordAtOrAfter()
    {
        var topic = await server.CreateTopicAsync("times");
        using (var producer = server.Producer(c => c.LingerMs = 50))
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(i => producer.ProduceAsync(topic, new Message<string?, string?>
            {
                Value = $"{i}",
                Timestamp = new Timestamp(1_000_000 + (i * 1000), TimestampType.CreateTime),
            }))).WaitAsync(KafkaServer.Deadline);
        }

        using var consumer = server.Consumer(KafkaServer.Unique("group"));
        long At(long timestamp) => Assert.Single(consumer.OffsetsForTimes([new(topic, 0, new Timestamp(timestamp, TimestampType.CreateTime))], KafkaServer.Deadline)).Offset.Value;
        Assert.Equal(0, At(0));
        Assert.Equal(0, At(1_000_000));
        Assert.Equal(42, At(1_041_001));
        Assert.Equal(42, At(1_042_000));
        Assert.Equal(99, At(1_099_000));
        Assert.Equal(Offset.End.Value, At(1_099_001));
    }
}
