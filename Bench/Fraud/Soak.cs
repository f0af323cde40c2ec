using System.Globalization;
using EventAi.FraudPipelines;

namespace EventAi.Bench.Fraud;

/// <summary>A steady rate for long, and what the processes hold every half minute.</summary>
internal sealed class Soak(FraudPipeline pipeline, LoadRun load, Workload workload)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly List<MemorySample> _samples = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private int _scored;

    public async Task<IReadOnlyList<MemorySample>> RunAsync(int minutes, int rate)
    {
        using var stop = new CancellationTokenSource();
        Console.WriteLine($"soak: {rate} transactions/s for {minutes} minutes; resident / proportional MB");
        var sampling = SampleAsync(stop.Token);
        for (var minute = 1; minute <= minutes; minute++)
        {
            var run = await load.GoAsync(workload.Next(rate * 60), rate);
            Interlocked.Add(ref _scored, run.Transactions);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"minute {minute}: alerts {run.Alerts}, as reckoned in memory; alert p99 {RunFigures.Percentile(run.AlertLatencies, 0.99):F1} ms; cores {run.ServiceCores:F2} + {run.BrokerCores:F2} + {run.RedisCores:F2}; {MachineLoad.Describe()}"));
        }
        await stop.CancelAsync();
        await sampling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Sample();
        return _samples;
    }

    private async Task SampleAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            Sample();
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private void Sample()
    {
        static Held Of(StackProcess process) => new(process.Memory, process.ProportionalMemory);
        var sample = new MemorySample(
            TimeProvider.System.GetElapsedTime(_started).TotalMinutes, Volatile.Read(ref _scored), Of(pipeline.Scoring), Of(pipeline.Redis), Of(pipeline.Broker));
        _samples.Add(sample);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{sample.Minute:F1} min: service {sample.Service.Resident / 1e6:F0} / {sample.Service.Proportional / 1e6:F0}, Redis {sample.Redis.Resident / 1e6:F0} / {sample.Redis.Proportional / 1e6:F0}, broker {sample.Broker.Resident / 1e6:F0} / {sample.Broker.Proportional / 1e6:F0}"));
    }
}
