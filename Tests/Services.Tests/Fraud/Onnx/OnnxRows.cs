using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;

namespace EventAi.Services.Tests.Fraud.Onnx;

/// <summary>Rows that go to the edges of a model: every threshold, and the nearest numbers on either side of it.</summary>
internal static class OnnxRows
{
    public static IReadOnlyList<FraudFeatures> Of(FraudModelFile file)
    {
        var random = new Random(5);
        var edges = file.Features.Select((_, input) => Edges(file, input)).ToArray();
        var rows = new List<FraudFeatures>();
        for (var i = 0; i < 2000; i++)
        {
            var row = default(FraudFeatures);
            for (var input = 0; input < edges.Length; input++)
            {
                var edge = edges[input][random.Next(edges[input].Length)];
                row[FraudFeature.PositionOf(file.Features[input])] = random.Next(3) switch { 0 => edge, 1 => Math.BitIncrement(edge), _ => Math.BitDecrement(edge) };
            }
            rows.Add(row);
        }
        return rows;
    }

    private static double[] Edges(FraudModelFile file, int input)
    {
        double[] thresholds = [.. file.Trees?.Trees.SelectMany(tree => tree.Thresholds.Where((threshold, at) => tree.Inputs[at] == input && threshold < double.MaxValue)) ?? []];
        return thresholds.Length > 0 ? thresholds : file.Linear is { } linear ? [linear.Means[input], linear.Means[input] + linear.Deviations[input]] : [0, 1, 100];
    }
}
