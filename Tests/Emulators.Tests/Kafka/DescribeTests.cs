using Confluent.Kafka;
using EventAi.Emulators.Kafka;
using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>What operators ask: partitions page by page, producers, transactions. librdkafka does not send these, so they go over a raw connection.</summary>
public sealed class DescribeTests(KafkaServer server) : IClassFixture<KafkaServer>
{
    [Fact]
    public async Task DescribeTopicPartitions_WithALimit_GoesOnWhereTheCursorPoints()
    {
        var names = new[] { await server.CreateTopicAsync("describe", 3), await server.CreateTopicAsync("describe", 3) }.Order(StringComparer.Ordinal).ToArray();
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        var seen = new List<(string?, int)>();
        DescribeTopicPartitions.Cursor? from = null;
        do
        {
            var page = await client.AskAsync<DescribeTopicPartitions.Response>(
                ApiKey.DescribeTopicPartitions, 0, true, new DescribeTopicPartitions.Request { Topics = [.. names.Select(n => new DescribeTopicPartitions.Request.Topic { Name = n })], PartitionLimit = 2, From = from });
            Assert.InRange(page.Topics.Sum(t => t.Partitions.Count), 1, 2);
            seen.AddRange(page.Topics.SelectMany(t => t.Partitions.Select(p => (t.Name, p.Index))));
            from = page.Next;
        }
        while (from is not null);
        Assert.Equal(from n in names from p in Enumerable.Range(0, 3) select ((string?)n, p), seen);
    }

    [Fact]
    public async Task DescribeTopicPartitions_OfAMissingTopic_SaysSoAndCreatesNothing()
    {
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        var name = $"missing-{Guid.NewGuid()}";
        for (var i = 0; i < 2; i++)
        {
            var answer = await client.AskAsync<DescribeTopicPartitions.Response>(
                ApiKey.DescribeTopicPartitions, 0, true, new DescribeTopicPartitions.Request { Topics = [new() { Name = name }] });
            Assert.Equal(EventAi.Emulators.Kafka.KafkaError.UnknownTopicOrPartition, Assert.Single(answer.Topics).Error);
        }
    }

    [Fact]
    public async Task OpenTransaction_ShowsInProducersAndTransactions_UntilItEnds()
    {
        var (topic, id) = (await server.CreateTopicAsync("describe-txn", 1), $"id-{Guid.NewGuid()}");
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = server.BootstrapServers, TransactionalId = id }).Build();
        producer.InitTransactions(KafkaServer.Deadline);
        producer.BeginTransaction();
        await producer.ProduceAsync(new TopicPartition(topic, 0), new() { Value = "x" });
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);

        var open = await TransactionAsync(client, id);
        Assert.Equal("Ongoing", open.State);
        Assert.Equal([topic], open.Topics.Select(t => t.Name));
        var entry = Assert.Single((await ProducersAsync(client, topic)).Producers);
        Assert.Equal((open.ProducerId, 0, 0L), (entry.ProducerId, entry.LastSequence, entry.OpenSince));
        Assert.Contains(await ListAsync(client, "Ongoing", 0), t => t.Id == id);
        Assert.DoesNotContain(await ListAsync(client, "Ongoing", 3_600_000), t => t.Id == id);

        producer.CommitTransaction(KafkaServer.Deadline);
        Assert.Equal("CompleteCommit", (await TransactionAsync(client, id)).State);
        Assert.Equal(-1, Assert.Single((await ProducersAsync(client, topic)).Producers).OpenSince);
        Assert.DoesNotContain(await ListAsync(client, "Ongoing", -1), t => t.Id == id);
    }

    [Fact]
    public async Task DescribeTransactions_OfAnUnknownId_SaysTransactionalIdNotFound()
    {
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        Assert.Equal(EventAi.Emulators.Kafka.KafkaError.TransactionalIdNotFound, (await TransactionAsync(client, $"nobody-{Guid.NewGuid()}")).Error);
    }

    private static async Task<DescribeTransactions.Response.Transaction> TransactionAsync(RawClient client, string id) =>
        Assert.Single((await client.AskAsync<DescribeTransactions.Response>(ApiKey.DescribeTransactions, 0, true, new DescribeTransactions.Request { Ids = [id] })).Transactions);

    private static async Task<DescribeProducers.Response.Partition> ProducersAsync(RawClient client, string topic) =>
        Assert.Single(Assert.Single((await client.AskAsync<DescribeProducers.Response>(
            ApiKey.DescribeProducers, 0, true, new DescribeProducers.Request { Topics = [new() { Name = topic, Partitions = [0] }] })).Topics).Partitions);

    private static async Task<IReadOnlyList<ListTransactions.Response.Transaction>> ListAsync(RawClient client, string state, long durationMs) =>
        (await client.AskAsync<ListTransactions.Response>(ApiKey.ListTransactions, 1, true, new ListTransactions.Request { States = [state], DurationMs = durationMs })).Transactions;
}
