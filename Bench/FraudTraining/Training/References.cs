using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;

namespace EventAi.FraudTraining.Training;

/// <summary>Ten bins of about equal size per input, and for the score: what drift is measured against.</summary>
public static class References
{
    private const int Bins = 10;

    public static IReadOnlyList<ReferenceDistribution> Of(FraudModel model, FraudFeatures[] rows) =>
    [
        .. model.File.Features.Select(name => Of(name, Array.ConvertAll(rows, row => row[FraudFeature.PositionOf(name)]))),
        Of(ReferenceDistribution.Score, Array.ConvertAll(rows, row => model.Score(row))),
    ];

    private static ReferenceDistribution Of(string name, double[] values)
    {
        var sorted = values.Order().ToArray();
        double[] edges = [.. Enumerable.Range(1, Bins - 1).Select(bin => sorted[(int)((long)sorted.Length * bin / Bins)]).Where(edge => edge < sorted[^1]).Distinct()];
        var counted = new ReferenceDistribution(name, edges, []);
        var counts = new double[edges.Length + 1];
        foreach (var value in values)
        {
            counts[counted.BinOf(value)]++;
        }
        return counted with { Shares = [.. counts.Select(count => Math.Round(count / values.Length, 6))] };
    }
}
