using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Simulation;
using EventAi.Support;

namespace EventAi.AppHost.Tests;

[Collection(SystemTests.Name)]
public class FraudTests(RunningSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Transactions_FiveThousand_RaiseExactlyTheExpectedAlerts()
    {
        var transactions = Transactions(seed: 31, "exact");
        var expected = ExpectedAlerts.Of(transactions);
        Assert.NotEmpty(expected);

        Produce(transactions);

        Assert.Equal(expected.Order(), (await AlertsAsync("exact", expected.Count)).Keys.Order());
    }

    [Fact]
    public async Task FraudScoring_KilledInMidStream_LosesAndDoublesNoAlert()
    {
        var transactions = Transactions(seed: 32, "killed");
        var expected = ExpectedAlerts.Of(transactions);

        var producing = Task.Run(() => Produce(transactions));
        await Eventually.HoldsAsync(Patience, async () => (await ScoredAsync("killed")) > 500);
        await system.KillAndRestartAsync("fraud-scoring");
        await producing;
        var alerts = await AlertsAsync("killed", expected.Count);

        // A crash may repeat an alert, never change it: its id and content are the same, so that a consumer knows it.
        Assert.Equal(expected.Order(), alerts.Keys.Order());
        Assert.All(alerts.Values, static same => Assert.Single(same.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Submit_RiskyTransactions_AreAlertedInOneTrace()
    {
        var card = $"card-{Guid.NewGuid():N}";
        JsonElement accepted = default;
        for (var i = 0; i < 12; i++)
        {
            using var response = await system.Gateway.PostAsJsonAsync("/transactions", new
            {
                transactionId = $"{card}-{i}",
                cardId = card,
                terminalId = "terminal-1",
                amount = 900.5 + i,
                merchantCategoryCode = 5816,
                isInternational = true,
                occurredAt = new DateTimeOffset(2026, 1, 5, 3, i, 0, TimeSpan.Zero),
            });
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            accepted = await response.Content.ReadFromJsonAsync<JsonElement>();
        }

        await Eventually.HoldsAsync(Patience, async () =>
            (await system.Gateway.GetFromJsonAsync<JsonElement[]>("/alerts?limit=1000"))!.Any(alert => alert.GetProperty("transactionId").GetString() == $"{card}-11"));
        await system.Telemetry.TraceAsync(
            accepted.GetProperty("traceId").GetString()!,
            ("gateway", "POST /transactions"), ("gateway", "send transactions.received"), ("fraud-scoring", "process transactions.received"), ("fraud-scoring", "send fraud.alerts"), ("gateway", "process fraud.alerts"));
    }

    [Fact]
    public async Task Submit_SameTransactionTwice_IsScoredOnce()
    {
        var id = $"twice-{Guid.NewGuid():N}";
        for (var i = 0; i < 2; i++)
        {
            using var response = await system.Gateway.PostAsJsonAsync("/transactions", new { transactionId = id, cardId = id, terminalId = "t", amount = 10, merchantCategoryCode = 5411 });
            response.EnsureSuccessStatusCode();
        }
        using var last = await system.Gateway.PostAsJsonAsync("/transactions", new { transactionId = $"{id}-last", cardId = id, terminalId = "t", amount = 10, merchantCategoryCode = 5411 });

        await Eventually.HoldsAsync(Patience, async () => await ScoredAsync($"{id}-last") == 1);
        Assert.Equal(2, await ScoredAsync(id));
    }

    [Theory]
    [InlineData("""{"transactionId":"x","cardId":"c","terminalId":"t","amount":-1,"merchantCategoryCode":5411}""")]
    [InlineData("""{"transactionId":"x","cardId":"c","terminalId":"t","amount":NaN,"merchantCategoryCode":5411}""")]
    [InlineData("""{"transactionId":"x","cardId":"c","terminalId":"t","merchantCategoryCode":5411}""")]
    [InlineData("""{"transactionId":"","cardId":"c","terminalId":"t","amount":1,"merchantCategoryCode":5411}""")]
    [InlineData("""{"transactionId":"x","cardId":"c","terminalId":"t","amount":1,"merchantCategoryCode":5411,"unknown":1}""")]
    [InlineData("[")]
    [InlineData("")]
    public async Task Submit_BadTransaction_IsAProblemOfTheCaller(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await system.Gateway.PostAsync("/transactions", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Produce_RecordThatIsNoTransaction_GoesToTheDeadLetterTopicAndTheRestIsScored()
    {
        var id = $"after-garbage-{Guid.NewGuid():N}";
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = system.Kafka }).Build();
        await producer.ProduceAsync(Topics.TransactionsReceived, new Message<string, byte[]> { Key = id, Value = Encoding.UTF8.GetBytes($"{{\"garbage\":\"{id}\"}}") });
        using var response = await system.Gateway.PostAsJsonAsync("/transactions", new { transactionId = id, cardId = id, terminalId = "t", amount = 10, merchantCategoryCode = 5411 });

        await Eventually.HoldsAsync(Patience, async () => await ScoredAsync(id) == 1);
        var dead = await ReadAllAsync(Topics.DeadLetter(Topics.TransactionsReceived));
        var record = Assert.Single(dead, record => Encoding.UTF8.GetString(record.Message.Value).Contains(id, StringComparison.Ordinal));
        Assert.Contains("TransactionReceived", RecordHeaders.Read(record.Message.Headers, RecordHeaders.DeadError), StringComparison.Ordinal);
    }

    private static TransactionReceived[] Transactions(int seed, string run)
        => [.. new TransactionGenerator(new SimulationOptions { Seed = seed, LeakedCardRate = 0.01 }).Take(5000).Select(simulated =>
            simulated.Event with
            {
                TransactionId = $"{run}-{simulated.Event.TransactionId}",
                CardId = $"{run}-{simulated.Event.CardId}",
                TerminalId = $"{run}-{simulated.Event.TerminalId}",
            })];

    private void Produce(IReadOnlyList<TransactionReceived> transactions)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = system.Kafka, EnableIdempotence = true, LingerMs = 2 }).Build();
        foreach (var transaction in transactions)
        {
            producer.Produce(Topics.TransactionsReceived, new Message<string, byte[]> { Key = transaction.CardId, Value = JsonSerializer.SerializeToUtf8Bytes(transaction, TransactionReceived.JsonTypeInfo) });
        }
        Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(30)));
    }

    /// <summary>Alert ids and contents by transaction, once as many transactions are alerted as must be and everything is scored.</summary>
    private async Task<Dictionary<string, List<string>>> AlertsAsync(string run, int expected)
    {
        Dictionary<string, List<string>> alerts = [];
        await Eventually.HoldsAsync(Patience, async () => await ScoredAsync(run) == 5000);
        await Eventually.HoldsAsync(
            Patience,
            async () =>
            {
                alerts = (await ReadAllAsync(Topics.FraudAlerts))
                    .Select(static record => (Alert: EventSchema<HighRiskTransaction>.Parse(record.Message.Value, out _)!, Content: Encoding.UTF8.GetString(record.Message.Value)))
                    .Where(record => record.Alert.TransactionId.StartsWith($"{run}-", StringComparison.Ordinal))
                    .GroupBy(static record => record.Alert.TransactionId)
                    .ToDictionary(static group => group.Key, static group => group.Select(static record => record.Content).ToList());
                return alerts.Count >= expected;
            },
            () => $"{alerts.Count} alerts of {expected}");
        return alerts;
    }

    private async Task<int> ScoredAsync(string prefix)
        => (await ReadAllAsync(Topics.TransactionsScored))
            .Select(static record => EventSchema<TransactionScored>.Parse(record.Message.Value, out _)!.TransactionId)
            .Where(id => id.StartsWith(prefix, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).Count();

    /// <summary>Everything that a topic holds now.</summary>
    private Task<IReadOnlyList<ConsumeResult<byte[], byte[]>>> ReadAllAsync(string topic) => Task.Run(() =>
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = system.Kafka, GroupId = "tests", EnableAutoCommit = false, EnablePartitionEof = true }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics[0].Partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.Beginning)).ToArray();
        consumer.Assign(partitions);
        var records = new List<ConsumeResult<byte[], byte[]>>();
        for (var open = partitions.Length; open > 0;)
        {
            var result = consumer.Consume(TimeSpan.FromSeconds(10)) ?? throw new TimeoutException($"{topic} did not end.");
            if (result.IsPartitionEOF)
            {
                open--;
            }
            else
            {
                records.Add(result);
            }
        }
        return (IReadOnlyList<ConsumeResult<byte[], byte[]>>)records;
    });
}
