using System.Globalization;

namespace EventAi.Bench.Qdrant;

/// <summary>The figures as Markdown tables.</summary>
internal static class ResultTable
{
    public static void Print(BenchOptions options, List<Figures> contenders, RestFigures rest)
    {
        Line($"{options.Points:N0} clustered vectors of {BenchOptions.Dimensions} dimensions, cosine, {BenchOptions.Wanted} nearest, {options.Queries:N0} queries, {Environment.ProcessorCount} processors");
        Line($"");
        Line($"| | build, s | recall@10 | queries/s | p50, ms | p95, ms | p99, ms | 10 % filter: recall@10 | 10 % filter: queries/s | batches of {BenchOptions.Batch}: queries/s | memory, MB |");
        Line($"|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var one in contenders)
        {
            Line($"| {one.Name} | {one.BuildSeconds:F1} | {one.Plain.Recall:F4} | {one.Plain.PerSecond:N0} | {one.Plain.P50:F3} | {one.Plain.P95:F3} | {one.Plain.P99:F3} | {Or(one.Filtered?.Recall, "F4")} | {Or(one.Filtered?.PerSecond, "N0")} | {Or(one.BatchPerSecond, "N0")} | {one.Megabytes:F0} |");
        }
        Line($"");
        Line($"| the emulator | |");
        Line($"|---|---|");
        Line($"| upserts while indexing, points/s | {rest.UpsertsPerSecond:N0} |");
        Line($"| start with these points, s | {rest.StartSeconds:F2} |");
        Line($"| memory empty / started with these points, MB | {rest.EmptyMegabytes:F0} / {rest.Megabytes:F0} |");
        Line($"| CPU at rest, % of one processor | {rest.CpuPercent:F2} |");
    }

    private static string Or(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static void Line(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
