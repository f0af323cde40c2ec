using System.Diagnostics;
using System.Globalization;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;

namespace EventAi.Bench.Fraud;

/// <summary>The model alone, on one thread.</summary>
internal static class Scorer
{
    /// <param name="name">What scores.</param>
    /// <param name="model">Scores 2,000 rows a round.</param>
    /// <param name="rounds">The best of them counts.</param>
    public static void Print(string name, FraudModel model, int rounds)
    {
        var random = new Random(1);
        var rows = new FraudFeatures[2000];
        foreach (ref var row in rows.AsSpan())
        {
            for (var feature = 0; feature < FraudFeature.Count; feature++)
            {
                row[feature] = random.NextDouble() * 100;
            }
        }
        var (best, allocated, sum) = (double.MaxValue, 0L, 0.0);
        for (var round = 0; round < rounds; round++)
        {
            var (before, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            foreach (ref var row in rows.AsSpan())
            {
                sum += model.Score(row);
            }
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds / rows.Length);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} of {model.Id} {model.Version}: {best:F2} µs and {allocated / rows.Length} bytes per transaction (mean score {sum / rounds / rows.Length:F3})"));
    }
}
