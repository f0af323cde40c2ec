using EventAi.FraudScoring.Features;

namespace EventAi.FraudTraining.Trees;

/// <summary>Rows with their inputs in bins of about equal size: a bin's number and a threshold say the same.</summary>
public sealed class BinnedTable
{
    private readonly byte[][] _columns;
    private readonly double[][] _edges;

    /// <param name="rows">Features of all rows.</param>
    /// <param name="inputs">Positions of the features in use.</param>
    /// <param name="bins">Bins of an input at most, 2 to 256.</param>
    public BinnedTable(IReadOnlyList<FraudFeatures> rows, IReadOnlyList<int> inputs, int bins)
    {
        Rows = rows.Count;
        _columns = new byte[inputs.Count][];
        _edges = new double[inputs.Count][];
        var values = new double[rows.Count];
        for (var input = 0; input < inputs.Count; input++)
        {
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = rows[row][inputs[input]];
            }
            var edges = _edges[input] = Edges(values, bins);
            _columns[input] = Array.ConvertAll(values, value => (byte)Bin(edges, value));
        }
    }

    public int Rows { get; }

    public int Inputs => _columns.Length;

    public ReadOnlySpan<byte> Column(int input) => _columns[input];

    public int BinsOf(int input) => _edges[input].Length + 1;

    /// <summary>Values up to this one are in the bin or in one before it.</summary>
    public double Threshold(int input, int bin) => _edges[input][bin];

    /// <summary>Halfway between neighbouring values, so that a value not seen before falls to the nearer side.</summary>
    private static double[] Edges(double[] values, int bins)
    {
        var sorted = values.Order().ToArray();
        var edges = new List<double>();
        for (var bin = 1; bin < bins; bin++)
        {
            var position = (int)((long)sorted.Length * bin / bins);
            if (position == 0 || position >= sorted.Length)
            {
                continue;
            }
            var above = sorted[position];
            var below = Array.BinarySearch(sorted, above) is var found && found >= 0 ? FirstOf(sorted, found) : position;
            if (below == 0)
            {
                continue;
            }
            var edge = (sorted[below - 1] + above) / 2;
            if (edges.Count == 0 || edge > edges[^1])
            {
                edges.Add(edge);
            }
        }
        // A value that fills whole bins is followed by one that none of the quantiles may have met.
        AddEnd(sorted, edges);
        return [.. edges];
    }

    private static void AddEnd(double[] sorted, List<double> edges)
    {
        var last = FirstOf(sorted, sorted.Length - 1);
        if (edges.Count == 0 && last > 0)
        {
            edges.Add((sorted[last - 1] + sorted[last]) / 2);
        }
        if (edges.Count > 0 && edges.Count < 255)
        {
            var next = Array.FindIndex(sorted, value => value > edges[^1]);
            var end = next < 0 ? sorted.Length : Array.FindIndex(sorted, next, value => value > sorted[next]);
            if (end > 0 && end < sorted.Length)
            {
                edges.Add((sorted[end - 1] + sorted[end]) / 2);
            }
        }
    }

    private static int FirstOf(double[] sorted, int position)
    {
        while (position > 0 && sorted[position - 1].Equals(sorted[position]))
        {
            position--;
        }
        return position;
    }

    private static int Bin(double[] edges, double value)
    {
        var (low, high) = (0, edges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = value > edges[middle] ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
