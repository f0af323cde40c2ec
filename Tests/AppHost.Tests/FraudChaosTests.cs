using EventAi.Support;
using Xunit.Abstractions;

namespace EventAi.AppHost.Tests;

/// <summary>
/// Transactions stream while processes are ended the hard way, one after the other, and started again. Afterwards the alerts are those of the oracle, every record that
/// is none lies in the dead-letter topic, nobody lags, and each alert has reached the EventBridge bus.
/// </summary>
[Collection(SystemTests.Name)]
public class FraudChaosTests(RunningSystem system, ITestOutputHelper output)
{
    private static readonly string[] Victims = ["fraud-scoring", "aws", "redis", "kafka", "gateway"];

    [Fact]
    public Task Stream_HalfAMinuteOfKills_LosesAndDoublesNothing() => RunAsync(TimeSpan.FromSeconds(28), rate: 300, recovery: TimeSpan.FromSeconds(30));

    [Fact]
    [Trait("Category", "Long")]
    public Task Stream_TenMinutesOfKills_LosesAndDoublesNothing() => RunAsync(TimeSpan.FromMinutes(10), rate: 500, recovery: TimeSpan.FromSeconds(5));

    private async Task RunAsync(TimeSpan duration, int rate, TimeSpan recovery)
    {
        var run = $"chaos-{Guid.NewGuid():N}"[..14];
        await using var stream = new ChaosStream(system.Kafka, run, seed: 51, rate, duration);
        using var bus = await AlertBus.OpenAsync(system);
        var sending = stream.SendAsync();
        var recoveries = new List<TimeSpan>();
        for (var kill = 0; !sending.IsCompleted; kill++)
        {
            var next = Task.Delay(TimeSpan.FromSeconds(5));
            var killed = TimeProvider.System.GetTimestamp();
            await system.KillAndRestartAsync(Victims[kill % Victims.Length]);
            recoveries.Add(await stream.RecoveredAsync(killed));
            await Task.WhenAny(next, sending);
        }
        var sent = await sending;
        var result = await stream.SettledAsync(sent);
        var relayed = await RelayedAsync(bus, run, result.Expected.Count);

        recoveries.Sort();
        var slow = recoveries[(int)Math.Ceiling(0.95 * recoveries.Count) - 1];
        output.WriteLine($"{sent.Transactions} transactions in {sent.Records} records, {sent.Poison.Count} poison; {recoveries.Count} kills, recovery p50 {recoveries[recoveries.Count / 2].TotalSeconds:F1} s, p95 {slow.TotalSeconds:F1} s; {result.Expected.Count} alerts, {result.AlertRecords} alert records, {relayed.Values.Sum(static ids => ids.Count)} events on the bus");
        Assert.Equal(sent.Transactions, result.Log);
        Assert.NotEmpty(result.Expected);
        Assert.Equal(result.Expected, result.Alerts.Keys.Order(StringComparer.Ordinal));
        Assert.All(result.Alerts.Values, static contents => Assert.Single(contents));
        // A relay killed between sending and remembering sends again: the same alert, by its id.
        Assert.Equal(result.Expected, relayed.Keys.Order(StringComparer.Ordinal));
        Assert.All(relayed.Values, static ids => Assert.Single(ids.Distinct(StringComparer.Ordinal)));
        Assert.Equal(sent.Poison.Order(StringComparer.Ordinal), result.Dead.Order(StringComparer.Ordinal));
        Assert.Equal(0, result.Lag);
        Assert.InRange(slow, TimeSpan.Zero, recovery);
    }

    /// <summary>Ids of the alerts that came over the bus, by transaction of this run, once as many transactions are there as must be.</summary>
    private static async Task<Dictionary<string, List<string>>> RelayedAsync(AlertBus bus, string run, int expected)
    {
        var relayed = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        await Eventually.HoldsAsync(
            TimeSpan.FromMinutes(3),
            async () =>
            {
                var events = await bus.ReceiveAsync();
                foreach (var detail in events.Select(static received => received.GetProperty("detail")))
                {
                    var transaction = detail.GetProperty("transactionId").GetString()!;
                    if (transaction.StartsWith(run, StringComparison.Ordinal))
                    {
                        relayed.TryAdd(transaction, []);
                        relayed[transaction].Add(detail.GetProperty("eventId").GetString()!);
                    }
                }
                return relayed.Count >= expected && events.Count == 0;
            },
            () => $"{relayed.Count} of {expected} alerts came over the bus");
        return relayed;
    }
}
