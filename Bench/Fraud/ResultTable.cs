using System.Globalization;

namespace EventAi.Bench.Fraud;

/// <summary>The runs as the README has them.</summary>
internal sealed class ResultTable
{
    private readonly List<string> _rows = [];

    public void Add(string name, RunFigures run) => _rows.Add(string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {run.PerSecond:N0} | {run.Alerts:N0} | {RunFigures.Percentile(run.AlertLatencies, 0.5):F1} / {RunFigures.Percentile(run.AlertLatencies, 0.99):F1} ms | {RunFigures.Percentile(run.Scores, 0.5):F1} / {RunFigures.Percentile(run.Scores, 0.99):F1} ms | {run.ServiceCores:F2} + {run.BrokerCores:F2} + {run.RedisCores:F2} | {run.PerSecond / (run.ServiceCores + run.BrokerCores + run.RedisCores):N0} |"));

    public void Print()
    {
        Console.WriteLine("| | transactions/s | alerts, as reckoned in memory | produce to alert p50 / p99 | produce to score p50 / p99 | cores of service + broker + Redis | transactions/s per core |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        _rows.ForEach(Console.WriteLine);
    }
}
