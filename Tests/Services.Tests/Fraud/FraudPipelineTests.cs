using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Contracts;
using EventAi.FraudPipelines;
using EventAi.Simulation;
using EventAi.Support;

namespace EventAi.Services.Tests.Fraud;

/// <summary>The service as a process, with a policy file of its own.</summary>
public sealed class FraudPipelineTests : IAsyncLifetime
{
    private const int Transactions = 6000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private FraudPipeline _pipeline = null!;

    private string Policy => Path.Combine(_folder.Path, "policy.json");

    public async Task InitializeAsync()
    {
        foreach (var model in new[] { "fraud-trees.json", "fraud-linear.json" })
        {
            File.Copy(Repository.PathOf("Services", "FraudScoring", "model", model), Path.Combine(_folder.Path, model));
        }
        await File.WriteAllTextAsync(Policy, """{"champion":"fraud-linear.json"}""");
        _pipeline = await FraudPipeline.StartAsync(Policy);
    }

    public async Task DisposeAsync()
    {
        await _pipeline.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Policy_ChangedInMidStream_TakesOverWithoutLosingARecord()
    {
        var scores = new ConcurrentDictionary<string, ConcurrentQueue<TransactionScored>>(StringComparer.Ordinal);
        await using var reader = new TopicReader(_pipeline.KafkaAddress, Topics.TransactionsScored, record =>
        {
            var scored = JsonSerializer.Deserialize(record.Message.Value, TransactionScored.JsonTypeInfo)!;
            scores.GetOrAdd(scored.TransactionId, static _ => []).Enqueue(scored);
        });
        using var sender = new TransactionSender(_pipeline.KafkaAddress);
        var transactions = new TransactionGenerator(new SimulationOptions { Seed = 71 }).Take(Transactions).Select(static simulated => simulated.Event).ToArray();
        using var http = new HttpClient { BaseAddress = _pipeline.Service };

        for (var i = 0; i < transactions.Length; i++)
        {
            sender.Send(transactions[i]);
            if (i == 1500)
            {
                await File.WriteAllTextAsync(Policy, """{"threshold":2,"champion":"fraud-trees.json"}""");
                await Eventually.HoldsAsync(Patience, async () => (await http.GetFromJsonAsync<JsonElement>("/model")).GetProperty("refused").ValueKind == JsonValueKind.String);
            }
            if (i == 3000)
            {
                await File.WriteAllTextAsync(Policy, """{"champion":"fraud-trees.json","challenger":"fraud-linear.json","canaryPercent":25}""");
                await Eventually.HoldsAsync(Patience, async () => (await http.GetFromJsonAsync<JsonElement>("/model")).GetProperty("id").GetString() == "fraud-trees");
            }
        }
        sender.Flush(Patience);
        await Eventually.HoldsAsync(Patience, () => Task.FromResult(scores.Count == Transactions), () => $"{scores.Count} scored");

        Assert.All(scores.Values, static found => Assert.Single(found));
        Assert.All(transactions[..1500], transaction => Assert.Equal("fraud-linear", scores[transaction.TransactionId].Single().ModelId));
        var after = transactions[3001..].Select(transaction => scores[transaction.TransactionId].Single()).ToArray();
        Assert.InRange(after.Count(static scored => scored.ModelId == "fraud-linear") / (double)after.Length, 0.15, 0.35);
        Assert.All(after, static scored => Assert.NotEqual(scored.ModelId, scored.Shadow!.ModelId));
        Assert.All(after.GroupBy(static scored => scored.CardId), static card => Assert.Single(card.Select(static scored => scored.ModelId).Distinct()));
    }

    [Fact]
    public async Task Backtest_OfTheBus_GivesTheSameScoresAndOthersByAnotherModel()
    {
        var scored = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        await using var reader = new TopicReader(_pipeline.KafkaAddress, Topics.TransactionsScored, record => scored.TryAdd(JsonSerializer.Deserialize(record.Message.Value, TransactionScored.JsonTypeInfo)!.TransactionId, 0));
        using var sender = new TransactionSender(_pipeline.KafkaAddress);
        var simulated = new TransactionGenerator(new SimulationOptions { Seed = 72 }).Take(2000).ToArray();
        foreach (var transaction in simulated)
        {
            sender.Send(transaction.Event);
        }
        sender.Flush(Patience);
        await Eventually.HoldsAsync(Patience, () => Task.FromResult(scored.Count == simulated.Length), () => $"{scored.Count} scored");

        var same = await BacktestAsync("fraud-linear.json");
        var other = await BacktestAsync("fraud-trees.json");

        Assert.Contains("2,000 transactions, 2,000 of them scored, 0 labelled frauds", same, StringComparison.Ordinal);
        Assert.Contains("scores that differ: 0;", same, StringComparison.Ordinal);
        Assert.Contains("scores that differ: 2,000;", other, StringComparison.Ordinal);
    }

    private async Task<string> BacktestAsync(string model)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", typeof(EventAi.FraudTraining.Commands.UsageException).Assembly.Location, "backtest", Path.Combine(_folder.Path, model), $"--kafka={_pipeline.KafkaAddress}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        using var deadline = new CancellationTokenSource(Patience);
        var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
