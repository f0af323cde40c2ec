using EventAi.Support;
using Xunit.Abstractions;

namespace EventAi.AppHost.Tests;

/// <summary>
/// Transactions stream while processes are ended the hard way, one after the other, and started again. Afterwards the alerts are those of the oracle, every record that
/// is none lies in the dead-letter topic, and nobody lags.
/// </summary>
[Collection(SystemTests.Name)]
public class FraudChaosTests(RunningSystem system, ITestOutputHelper output)
{
    private static readonly string[] Victims = ["fraud-scoring", "redis", "kafka", "gateway"];

    [Fact]
    public Task Stream_TwentySecondsOfKills_LosesAndDoublesNothing() => RunAsync(TimeSpan.FromSeconds(20), rate: 300, recovery: TimeSpan.FromSeconds(30));

    [Fact]
    [Trait("Category", "Long")]
    public Task Stream_TenMinutesOfKills_LosesAndDoublesNothing() => RunAsync(TimeSpan.FromMinutes(10), rate: 500, recovery: TimeSpan.FromSeconds(5));

    private async Task RunAsync(TimeSpan duration, int rate, TimeSpan recovery)
    {
        var run = $"chaos-{Guid.NewGuid():N}"[..14];
        await using var stream = new ChaosStream(system.Kafka, run, seed: 51, rate, duration);
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

        recoveries.Sort();
        var slow = recoveries[(int)Math.Ceiling(0.95 * recoveries.Count) - 1];
        output.WriteLine($"{sent.Transactions} transactions in {sent.Records} records, {sent.Poison.Count} poison; {recoveries.Count} kills, recovery p50 {recoveries[recoveries.Count / 2].TotalSeconds:F1} s, p95 {slow.TotalSeconds:F1} s; {result.Expected.Count} alerts, {result.AlertRecords} alert records");
        Assert.Equal(sent.Transactions, result.Log);
        Assert.NotEmpty(result.Expected);
        Assert.Equal(result.Expected, result.Alerts.Keys.Order(StringComparer.Ordinal));
        Assert.All(result.Alerts.Values, static contents => Assert.Single(contents));
        Assert.Equal(sent.Poison.Order(StringComparer.Ordinal), result.Dead.Order(StringComparer.Ordinal));
        Assert.Equal(0, result.Lag);
        Assert.InRange(slow, TimeSpan.Zero, recovery);
    }
}
