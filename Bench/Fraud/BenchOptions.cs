using System.Globalization;
using EventAi.FraudTraining.Commands;

namespace EventAi.Bench.Fraud;

/// <summary>What is measured.</summary>
/// <param name="Transactions">In the run for throughput.</param>
/// <param name="Seconds">Of each run at a steady rate.</param>
/// <param name="SoakMinutes">Of a run that watches memory, alone; none where 0.</param>
/// <param name="SoakRate">Transactions per second of that run.</param>
/// <param name="Plot">File that gets that run's plot, SVG; none where null.</param>
internal sealed record BenchOptions(int Transactions, int Seconds, int SoakMinutes, int SoakRate, string? Plot)
{
    public const string Help = "bench fraud [--transactions=N] [--seconds=N] | bench fraud --soak=MINUTES [--rate=N] [--plot=FILE.svg]";

    /// <exception cref="UsageException">An option is not known, or not a number in its range.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions(150_000, 30, 0, 500, Plot: null);
        foreach (var argument in arguments)
        {
            var parts = argument.Split('=', 2);
            if (parts is ["--plot", { Length: > 0 } plot])
            {
                options = options with { Plot = plot };
                continue;
            }
            if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 10_000_000)
            {
                throw new UsageException($"{argument}: {Help}");
            }
            options = parts[0] switch
            {
                "--transactions" when value > 0 => options with { Transactions = value },
                "--seconds" when value > 0 => options with { Seconds = value },
                "--rate" when value > 0 => options with { SoakRate = value },
                "--soak" => options with { SoakMinutes = value },
                _ => throw new UsageException($"{argument}: {Help}"),
            };
        }
        return options;
    }
}
