using System.Diagnostics;
using EventAi.Contracts;
using EventAi.FraudScoring.Decisions;
using EventAi.FraudTraining.Data;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventAi.Driver.Demo;

/// <summary>
/// Streams simulated transactions at a steady rate and measures from the call of the producer to the alert's arrival here. One
/// in a hundred is traced. Some others go first, so that what is measured runs compiled code. The alerts must be those that the model raises when reckoned in memory.
/// </summary>
internal static class FraudDemo
{
    private const int TracedEvery = 100;
    private const int ShownAlerts = 8;
    private const int WarmUp = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<bool> RunAsync(IServiceProvider services, string run, int count, int rate)
    {
        Console.WriteLine();
        Console.WriteLine($"Fraud: {count:N0} transactions through Kafka at {rate:N0}/s, after {WarmUp:N0} that warm up");
        var watch = services.GetRequiredService<FraudWatch>();
        await JoinedAsync(services);
        var publisher = services.GetRequiredService<IEventPublisher>();
        await SendAsync(publisher, watch: null, Transactions($"{run}-warm-up", seed: 4, WarmUp), expected: [], rate);
        var transactions = Transactions(run, seed: 3, count);
        var expected = Expected(transactions);
        var allScored = watch.AllScored(count);
        var started = Stopwatch.GetTimestamp();
        var traceId = await SendAsync(publisher, watch, transactions, expected, rate);
        var sending = Stopwatch.GetElapsedTime(started);
        var inTime = await Task.WhenAny(allScored, Task.Delay(Patience)) == allScored;
        var scoring = Stopwatch.GetElapsedTime(started);
        var arrived = await AlertsAsync(watch, expected);
        Report(watch, transactions, expected, sending, scoring, count);
        Console.WriteLine($"  trace of an alerted transaction: {DemoCommand.TraceLink(traceId)}");
        return inTime && arrived;
    }

    private static async Task JoinedAsync(IServiceProvider services)
    {
        var health = services.GetRequiredService<HealthCheckService>();
        while ((await health.CheckHealthAsync()).Status != HealthStatus.Healthy)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>Cards, terminals and ids of this run only, so that no earlier run's windows count.</summary>
    private static SimulatedTransaction[] Transactions(string run, int seed, int count)
        => [.. new TransactionGenerator(new SimulationOptions { Seed = seed }).Take(count).Select(simulated => simulated with
        {
            Event = simulated.Event with
            {
                TransactionId = $"{run}-{simulated.Event.TransactionId}",
                CardId = $"{run}-{simulated.Event.CardId}",
                TerminalId = $"{run}-{simulated.Event.TerminalId}",
            },
        })];

    private static HashSet<string> Expected(SimulatedTransaction[] transactions)
    {
        var policy = FraudPolicy.Load(Path.Combine(AppContext.BaseDirectory, "policy.json"));
        var features = OfflineFeatures.Of([.. transactions.Select(static transaction => new LabelledTransaction(transaction.Event, Scenario: 0))]); // the demo sends no labels
        return
        [
            .. transactions.Select(static transaction => transaction.Event).Where((transaction, index) =>
            {
                var (model, _) = policy.ModelsFor(transaction.CardId);
                return policy.Decide(transaction, features[index], model.Score(features[index]), model).Count > 0;
            }).Select(static transaction => transaction.TransactionId),
        ];
    }

    /// <summary>Sends in slices of 10 ms; returns the trace id of a traced transaction that must be alerted.</summary>
    private static async Task<string?> SendAsync(IEventPublisher publisher, FraudWatch? watch, SimulatedTransaction[] transactions, HashSet<string> expected, int rate)
    {
        string? traceId = null;
        var untraced = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None);
        var acknowledged = new List<Task>(transactions.Length);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < transactions.Length; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.FromMilliseconds(10))
            {
                await Task.Delay(due);
            }
            var transaction = transactions[i].Event with { Timestamp = TimeProvider.System.GetUtcNow() };
            var showPiece = traceId is null && expected.Contains(transaction.TransactionId);
            using var span = showPiece || i % TracedEvery == 0 ? EventAiTelemetry.Source.StartActivity("card payment") : null;
            traceId = showPiece ? span?.TraceId.ToHexString() : traceId;
            watch?.Sent(transaction.TransactionId);
            acknowledged.Add(publisher.PublishAsync(transaction, span?.Context ?? untraced));
        }
        await Task.WhenAll(acknowledged);
        return traceId;
    }

    private static async Task<bool> AlertsAsync(FraudWatch watch, HashSet<string> expected)
    {
        var started = Stopwatch.GetTimestamp();
        while (watch.Alerts.Count < expected.Count && Stopwatch.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
        return expected.SetEquals(watch.Alerts.Keys);
    }

    private static void Report(FraudWatch watch, SimulatedTransaction[] transactions, HashSet<string> expected, TimeSpan sending, TimeSpan scoring, int count)
    {
        var latencies = watch.Alerts.Values.Order().ToArray();
        var frauds = transactions.Where(static transaction => transaction.IsFraud).Select(static transaction => transaction.Event.TransactionId).ToHashSet(StringComparer.Ordinal);
        Console.WriteLine($"  sent in {sending.TotalSeconds:F1} s, {watch.Scored:N0} scored in {scoring.TotalSeconds:F1} s: {count / scoring.TotalSeconds:N0} transactions/s");
        Console.WriteLine($"  {watch.Alerts.Count:N0} alerts ({expected.Count:N0} expected), {watch.Alerts.Keys.Count(frauds.Contains):N0} of them true, {frauds.Count:N0} frauds in all");
        if (latencies.Length > 0)
        {
            Console.WriteLine($"  from produce to alert: p50 {Percentile(latencies, 0.5):F1} ms, p99 {Percentile(latencies, 0.99):F1} ms, longest {latencies[^1].TotalMilliseconds:F1} ms");
        }
        foreach (var transaction in transactions.Where(transaction => watch.Alerts.ContainsKey(transaction.Event.TransactionId)).Take(ShownAlerts))
        {
            Console.WriteLine($"    {transaction.Event.OccurredAt:yyyy-MM-dd HH:mm:ss}  {transaction.Event.Amount,10:N2}  {transaction.Event.MerchantCategoryCode}  {(transaction.Event.IsInternational ? "abroad" : "home  ")}  {transaction.Scenario}");
        }
        if (watch.Alerts.Count > ShownAlerts)
        {
            Console.WriteLine($"    … and {watch.Alerts.Count - ShownAlerts:N0} more");
        }
    }

    private static double Percentile(TimeSpan[] ascending, double share)
        => ascending[Math.Min(ascending.Length - 1, (int)Math.Ceiling(share * ascending.Length) - 1)].TotalMilliseconds;
}
