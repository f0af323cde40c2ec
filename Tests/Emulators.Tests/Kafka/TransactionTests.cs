using Confluent.Kafka;

namespace EventAi.Emulators.Tests.Kafka;

public sealed class TransactionTests(KafkaServer server) : IClassFixture<KafkaServer>
{
    [Fact]
    public async Task Commit_And_Abort_ReadCommittedSeesTheCommittedAlone()
    {
        var topic = await server.CreateTopicAsync("txn", 2);
        using var producer = Transactional(KafkaServer.Unique("id"));
        producer.InitTransactions(KafkaServer.Deadline);
        for (var round = 0; round < 6; round++)
        {
            producer.BeginTransaction();
            for (var i = 0; i < 10; i++)
            {
                producer.Produce(new TopicPartition(topic, i % 2), new Message<string?, string?> { Value = $"{round}-{i}" });
            }

            producer.Flush(KafkaServer.Deadline);
            if (round % 2 == 0)
            {
                producer.CommitTransaction(KafkaServer.Deadline);
            }
            else
            {
                producer.AbortTransaction(KafkaServer.Deadline);
            }
        }

        Assert.Equal(Values([0, 2, 4]), Read(topic, 30, IsolationLevel.ReadCommitted));
        Assert.Equal(Values([0, 1, 2, 3, 4, 5]), Read(topic, 60, IsolationLevel.ReadUncommitted));

        static List<string> Values(int[] rounds) => [.. rounds.SelectMany(r => Enumerable.Range(0, 10).Select(i => $"{r}-{i}")).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task OpenTransaction_ReadCommitted_StopsBeforeItAndGoesOnWhenItEnds()
    {
        var topic = await server.CreateTopicAsync("open");
        using var plain = server.Producer();
        await plain.ProduceAsync(topic, new() { Value = "before" }).WaitAsync(KafkaServer.Deadline);
        using var producer = Transactional(KafkaServer.Unique("id"));
        producer.InitTransactions(KafkaServer.Deadline);
        producer.BeginTransaction();
        producer.Produce(topic, new() { Value = "inside" });
        producer.Flush(KafkaServer.Deadline);
        await plain.ProduceAsync(topic, new() { Value = "after" }).WaitAsync(KafkaServer.Deadline);

        using var uncommitted = Reader(topic, IsolationLevel.ReadUncommitted);
        Assert.Equal(["before", "inside", "after"], KafkaServer.Take(uncommitted, 3).Select(r => r.Message.Value));
        using var committed = Reader(topic, IsolationLevel.ReadCommitted);
        Assert.Equal("before", Assert.Single(KafkaServer.Take(committed, 1)).Message.Value);
        Assert.Null(committed.Consume(TimeSpan.FromMilliseconds(700)));

        producer.CommitTransaction(KafkaServer.Deadline);
        Assert.Equal(["inside", "after"], KafkaServer.Take(committed, 2).Select(r => r.Message.Value));
    }

    [Fact]
    public async Task Zombie_AfterItsIdWasTakenOver_IsFencedAndItsRecordsAreAborted()
    {
        var topic = await server.CreateTopicAsync("zombie");
        var id = KafkaServer.Unique("id");
        using var zombie = Transactional(id);
        zombie.InitTransactions(KafkaServer.Deadline);
        zombie.BeginTransaction();
        zombie.Produce(topic, new() { Value = "zombie" });
        zombie.Flush(KafkaServer.Deadline);

        using var next = Transactional(id);
        next.InitTransactions(KafkaServer.Deadline);
        next.BeginTransaction();
        next.Produce(topic, new() { Value = "next" });
        next.CommitTransaction(KafkaServer.Deadline);

        var fenced = Assert.ThrowsAny<KafkaException>(() => zombie.CommitTransaction(KafkaServer.Deadline));
        Assert.True(fenced.Error.Code is ErrorCode.Local_Fenced or ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch or ErrorCode.Local_Fatal, fenced.ToString());
        Assert.Equal(["next"], Read(topic, 1, IsolationLevel.ReadCommitted));
    }

    [Fact]
    public async Task ConsumeTransformProduce_OffsetsGoWithTheTransaction()
    {
        var (input, output, group) = (await server.CreateTopicAsync("input"), await server.CreateTopicAsync("output"), KafkaServer.Unique("group"));
        using (var feed = server.Producer())
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => feed.ProduceAsync(input, new() { Value = $"{i:D2}" }))).WaitAsync(KafkaServer.Deadline);
        }

        using var producer = Transactional(KafkaServer.Unique("id"));
        producer.InitTransactions(KafkaServer.Deadline);
        using var consumer = server.Consumer(group, c => c.IsolationLevel = IsolationLevel.ReadCommitted);
        consumer.Subscribe(input);
        foreach (var commit in new[] { true, false })
        {
            producer.BeginTransaction();
            var batch = KafkaServer.Take(consumer, 10);
            batch.ForEach(r => producer.Produce(output, new() { Value = $"{r.Message.Value}!" }));
            producer.SendOffsetsToTransaction([new(input, 0, batch[^1].Offset + 1)], consumer.ConsumerGroupMetadata, KafkaServer.Deadline);
            if (commit)
            {
                producer.CommitTransaction(KafkaServer.Deadline);
            }
            else
            {
                producer.AbortTransaction(KafkaServer.Deadline);
            }
        }

        Assert.Equal(10, Assert.Single(consumer.Committed([new(input, 0)], KafkaServer.Deadline)).Offset.Value);
        consumer.Close();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i:D2}!"), Read(output, 10, IsolationLevel.ReadCommitted));
    }

    [Fact]
    public async Task OpenTransaction_OverItsTimeout_IsAborted()
    {
        var topic = await server.CreateTopicAsync("timeout");
        using var producer = Transactional(KafkaServer.Unique("id"), timeoutMs: 1000);
        producer.InitTransactions(KafkaServer.Deadline);
        producer.BeginTransaction();
        producer.Produce(topic, new() { Value = "too slow" });
        producer.Flush(KafkaServer.Deadline);
        using (var plain = server.Producer())
        {
            await plain.ProduceAsync(topic, new() { Value = "behind it" }).WaitAsync(KafkaServer.Deadline);
        }

        Assert.Equal(["behind it"], Read(topic, 1, IsolationLevel.ReadCommitted));
        Assert.ThrowsAny<KafkaException>(() => producer.CommitTransaction(KafkaServer.Deadline));
    }

    private IProducer<string?, string?> Transactional(string id, int timeoutMs = 60_000) =>
        server.Producer(c => (c.TransactionalId, c.TransactionTimeoutMs, c.MessageTimeoutMs) = (id, timeoutMs, Math.Min(timeoutMs, 30_000)));

    private IConsumer<string?, string?> Reader(string topic, IsolationLevel isolation)
    {
        using var admin = server.Admin();
        var consumer = server.Consumer(KafkaServer.Unique("group"), c => c.IsolationLevel = isolation);
        consumer.Assign(admin.GetMetadata(topic, KafkaServer.Deadline).Topics[0].Partitions.Select(p => new TopicPartitionOffset(topic, p.PartitionId, Offset.Beginning)));
        return consumer;
    }

    /// <summary>The values of a topic, sorted; fails if there are more than expected.</summary>
    private List<string> Read(string topic, int count, IsolationLevel isolation)
    {
        using var consumer = Reader(topic, isolation);
        var values = KafkaServer.Take(consumer, count).Select(r => r.Message.Value!).Order(StringComparer.Ordinal).ToList();
        Assert.Null(consumer.Consume(TimeSpan.FromMilliseconds(700)));
        return values;
    }
}
