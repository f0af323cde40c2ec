using EventAi.FraudScoring.Scoring;

namespace EventAi.FraudTraining.Trees;

/// <summary>
/// Grows one tree level by level: a histogram of first and second derivatives per node and input, the best split of each node by the reduction
/// of the second-order approximation of the loss (Chen and Guestrin 2016, equation 7). Of two siblings only the smaller is counted; the other is the difference.
/// </summary>
internal sealed class TreeGrower(BinnedTable table, BoostingOptions options)
{
    private const int Bins = 256;

    private readonly int[] _order = new int[table.Rows];
    private readonly int[] _scratch = new int[table.Rows];

    /// <summary>Loss reduction per input, over all trees grown so far.</summary>
    public double[] Gains { get; } = new double[table.Inputs];

    /// <param name="rows">Rows that the tree sees.</param>
    /// <param name="inputs">Inputs that it may ask.</param>
    /// <param name="gradients">First derivative of the loss by the margin, per row of the table.</param>
    /// <param name="hessians">Second derivative.</param>
    public Tree Grow(ReadOnlySpan<int> rows, ReadOnlySpan<int> inputs, double[] gradients, double[] hessians)
    {
        var decisions = (1 << options.Depth) - 1;
        var chosen = new int[decisions];
        var thresholds = new double[decisions];
        Array.Fill(thresholds, double.MaxValue);
        var values = new double[(2 * decisions) + 1];
        rows.CopyTo(_order);
        var nodes = new Node?[(2 * decisions) + 1];
        nodes[0] = Count(new Node(0, rows.Length), inputs, gradients, hessians);
        values[0] = Value(nodes[0]!);
        for (var node = 0; node < decisions; node++)
        {
            if (nodes[node] is not { } parent)
            {
                values[(2 * node) + 1] = values[(2 * node) + 2] = values[node]; // the branch ended: its value goes on to the left
                continue;
            }
            var split = Best(parent, inputs);
            if (split.Gain <= options.MinGain)
            {
                values[(2 * node) + 1] = values[(2 * node) + 2] = values[node];
                nodes[node] = null;
                continue;
            }
            chosen[node] = split.Input;
            thresholds[node] = table.Threshold(split.Input, split.Bin);
            Gains[split.Input] += split.Gain;
            var isLast = (2 * node) + 1 >= decisions;
            var (left, right) = Divide(parent, split, inputs, gradients, hessians, isLast);
            values[(2 * node) + 1] = Value(left);
            values[(2 * node) + 2] = Value(right);
            nodes[node] = null;
            if (!isLast)
            {
                (nodes[(2 * node) + 1], nodes[(2 * node) + 2]) = (left, right);
            }
        }
        return new Tree(chosen, thresholds, Array.ConvertAll(values, value => (double)(float)(value * options.LearningRate)));
    }

    private double Value(Node node) => -node.Gradient / (node.Hessian + options.Lambda);

    private Node Count(Node node, ReadOnlySpan<int> inputs, double[] gradients, double[] hessians)
    {
        node.Histogram = new (double Gradient, double Hessian)[table.Inputs * Bins];
        var rows = _order.AsSpan(node.First, node.Count);
        foreach (var input in inputs)
        {
            var column = table.Column(input);
            var bins = node.Histogram.AsSpan(input * Bins, Bins);
            foreach (var row in rows)
            {
                ref var bin = ref bins[column[row]];
                bin.Gradient += gradients[row];
                bin.Hessian += hessians[row];
            }
        }
        return Sum(node, gradients, hessians);
    }

    private Node Sum(Node node, double[] gradients, double[] hessians)
    {
        foreach (var row in _order.AsSpan(node.First, node.Count))
        {
            node.Gradient += gradients[row];
            node.Hessian += hessians[row];
        }
        return node;
    }

    private (double Gain, int Input, int Bin) Best(Node node, ReadOnlySpan<int> inputs)
    {
        var best = (Gain: 0.0, Input: -1, Bin: -1);
        var whole = node.Gradient * node.Gradient / (node.Hessian + options.Lambda);
        foreach (var input in inputs)
        {
            var bins = node.Histogram.AsSpan(input * Bins, table.BinsOf(input));
            var (gradient, hessian) = (0.0, 0.0);
            for (var bin = 0; bin < bins.Length - 1; bin++)
            {
                gradient += bins[bin].Gradient;
                hessian += bins[bin].Hessian;
                var (otherGradient, otherHessian) = (node.Gradient - gradient, node.Hessian - hessian);
                if (hessian < options.MinHessian || otherHessian < options.MinHessian)
                {
                    continue;
                }
                var gain = (gradient * gradient / (hessian + options.Lambda)) + (otherGradient * otherGradient / (otherHessian + options.Lambda)) - whole;
                if (gain > best.Gain)
                {
                    best = (gain, input, bin);
                }
            }
        }
        return best;
    }

    private (Node Left, Node Right) Divide(
        Node parent, (double Gain, int Input, int Bin) split, ReadOnlySpan<int> inputs, double[] gradients, double[] hessians, bool isLast)
    {
        var column = table.Column(split.Input);
        var (to, others) = (parent.First, 0);
        for (var i = parent.First; i < parent.First + parent.Count; i++)
        {
            var row = _order[i];
            if (column[row] <= split.Bin)
            {
                _order[to++] = row;
            }
            else
            {
                _scratch[others++] = row;
            }
        }
        _scratch.AsSpan(0, others).CopyTo(_order.AsSpan(to));
        var left = new Node(parent.First, to - parent.First);
        var right = new Node(to, others);
        if (isLast)
        {
            return (Sum(left, gradients, hessians), Sum(right, gradients, hessians));
        }
        var (smaller, larger) = left.Count <= right.Count ? (left, right) : (right, left);
        Count(smaller, inputs, gradients, hessians);
        Sum(larger, gradients, hessians);
        larger.Histogram = parent.Histogram;
        for (var i = 0; i < larger.Histogram.Length; i++)
        {
            larger.Histogram[i].Gradient -= smaller.Histogram[i].Gradient;
            larger.Histogram[i].Hessian -= smaller.Histogram[i].Hessian;
        }
        return (left, right);
    }

    private sealed class Node(int first, int count)
    {
        public int First { get; } = first;

        public int Count { get; } = count;

        public double Gradient { get; set; }

        public double Hessian { get; set; }

        public (double Gradient, double Hessian)[] Histogram { get; set; } = [];
    }
}
