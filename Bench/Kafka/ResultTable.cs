using System.Globalization;

namespace EventAi.Bench.Kafka;

/// <summary>Medians as a Markdown table; the ratio is the median of the rounds' ratios, because the two sides of a round see the same machine.</summary>
internal static class ResultTable
{
    public static void Print(List<Figures> broker, List<Figures> mock, AtRest rest)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"medians of {broker.Count} runs, {Environment.ProcessorCount} cores"));
        Console.WriteLine();
        Console.WriteLine("| | broker (disk) | mock (memory) | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Row("produced, records/s", broker, mock, f => f.Produced, "N0");
        Row("consumed, records/s", broker, mock, f => f.Consumed, "N0");
        Row("CPU of the broker, µs a record produced", broker, mock, f => f.ProduceCpu, "F2");
        Row("end to end p50, ms", broker, mock, f => f.P50, "F2");
        Row("end to end p99, ms", broker, mock, f => f.P99, "F2");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| at rest: CPU of one core, % | {rest.CpuPercent:F1} | | |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| at rest: memory, MB | {rest.Megabytes:F0} | | |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| clean start with {rest.LogGigabytes} GB of log, s | {rest.StartSeconds:F2} | | |"));
    }

    private static void Row(string name, List<Figures> broker, List<Figures> mock, Func<Figures, double> figure, string format)
    {
        var (ours, theirs) = (Median(broker.Select(figure)), Median(mock.Select(figure)));
        var ratio = Median(broker.Zip(mock, (b, m) => figure(b) / figure(m)));
        var culture = CultureInfo.InvariantCulture;
        Console.WriteLine($"| {name} | {ours.ToString(format, culture)} | {theirs.ToString(format, culture)} | {ratio.ToString("F2", culture)} |");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
