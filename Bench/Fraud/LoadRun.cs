using System.Diagnostics;
using EventAi.Contracts;
using EventAi.FraudPipelines;

namespace EventAi.Bench.Fraud;

/// <summary>Sends a workload at a rate, or as fast as the pipeline takes it, and waits until all of it is scored and alerted.</summary>
internal sealed class LoadRun(FraudPipeline pipeline, Watch watch, TransactionSender sender)
{
    /// <summary>Transactions under way at most: a few days of event time, less than the feedback delay (see the service's README).</summary>
    private const int MaxUnderWay = 15_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="workload">What to send and what must come of it.</param>
    /// <param name="rate">Per second; 0 for as fast as it goes.</param>
    /// <exception cref="InvalidOperationException">The alerts are not those reckoned in memory.</exception>
    public async Task<RunFigures> GoAsync((TransactionReceived[] Transactions, HashSet<string> Alerts) workload, int rate)
    {
        var (transactions, expected) = workload;
        watch.Begin();
        var before = ProcessorTimes();
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < transactions.Length; i++)
        {
            if (rate > 0)
            {
                await DueAsync(started, TimeSpan.FromSeconds((double)i / rate));
            }
            while (i - watch.Scored > MaxUnderWay)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1));
            }
            var transaction = transactions[i] with { Timestamp = TimeProvider.System.GetUtcNow() };
            watch.Sent(transaction.TransactionId, expected.Contains(transaction.TransactionId));
            sender.Send(transaction);
        }
        await UntilAsync(() => watch.Scored >= transactions.Length, () => $"{watch.Scored} of {transactions.Length} scored");
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var cores = ProcessorTimes().Zip(before, (now, then) => (now - then).TotalSeconds / seconds).ToArray();
        await UntilAsync(() => watch.Alerted.Count >= expected.Count, () => $"{watch.Alerted.Count} of {expected.Count} alerts");
        if (!expected.SetEquals(watch.Alerted))
        {
            throw new InvalidOperationException($"The alerts are not those reckoned in memory: {expected.Except(watch.Alerted).Count()} are missing, {watch.Alerted.Except(expected).Count()} too many.");
        }
        var (scores, alerts) = watch.Latencies();
        return new RunFigures(transactions.Length, seconds, expected.Count, scores, alerts, cores[0], cores[1], cores[2], cores[3]);
    }

    private TimeSpan[] ProcessorTimes()
    {
        using var own = Process.GetCurrentProcess();
        return [pipeline.Scoring.ProcessorTime, pipeline.Broker.ProcessorTime, pipeline.Redis.ProcessorTime, own.TotalProcessorTime];
    }

    private static async Task DueAsync(long started, TimeSpan due)
    {
        var left = due - TimeProvider.System.GetElapsedTime(started);
        if (left > TimeSpan.FromMilliseconds(1))
        {
            await Task.Delay(left);
        }
    }

    private async Task UntilAsync(Func<bool> condition, Func<string> describe)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"{describe()}\n{pipeline.Scoring.Tail()}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }
}
