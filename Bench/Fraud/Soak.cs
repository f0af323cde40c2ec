using System.Globalization;
using EventAi.FraudPipelines;

namespace EventAi.Bench.Fraud;

/// <summary>2,000 transactions a second, and what the processes hold after each minute.</summary>
internal static class Soak
{
    private const int Rate = 2000;

    public static async Task RunAsync(FraudPipeline pipeline, LoadRun load, Workload workload, int minutes)
    {
        for (var minute = 1; minute <= minutes; minute++)
        {
            var run = await load.GoAsync(workload.Next(Rate * 60), Rate);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"minute {minute}: service {pipeline.Scoring.Memory / 1e6:F0} MB, Redis {pipeline.Redis.Memory / 1e6:F0} MB, broker {pipeline.Broker.Memory / 1e6:F0} MB; alert p99 {RunFigures.Percentile(run.AlertLatencies, 0.99):F1} ms"));
        }
    }
}
