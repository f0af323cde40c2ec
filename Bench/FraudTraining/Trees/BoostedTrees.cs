using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;

namespace EventAi.FraudTraining.Trees;

/// <summary>Gradient boosting with the logistic loss (Friedman 2001) on samples of rows and inputs.</summary>
public static class BoostedTrees
{
    /// <summary>Trees for rows, and the loss reduction per input.</summary>
    /// <param name="rows">Features.</param>
    /// <param name="labels">True: fraud.</param>
    /// <param name="inputs">Positions of the features in use.</param>
    /// <param name="options">How.</param>
    /// <param name="heldOut">Told the trees after each one; false ends the boosting.</param>
    public static (TreeEnsemble Ensemble, double[] Gains) Train(
        IReadOnlyList<FraudFeatures> rows, IReadOnlyList<bool> labels, IReadOnlyList<int> inputs, BoostingOptions options, Func<TreeEnsemble, bool>? heldOut = null)
    {
        var table = new BinnedTable(rows, inputs, options.Bins);
        var grower = new TreeGrower(table, options);
        var random = new Random(options.Seed);
        var weight = labels.Count(static label => label) * options.FraudWeight;
        var start = Math.Log(weight / labels.Count(static label => !label));
        var margins = new double[rows.Count];
        Array.Fill(margins, start);
        var (gradients, hessians) = (new double[rows.Count], new double[rows.Count]);
        var trees = new List<Tree>();
        var sampledRows = new int[rows.Count];
        while (trees.Count < options.Trees)
        {
            Derive(margins, labels, options.FraudWeight, gradients, hessians);
            var sampled = 0;
            for (var row = 0; row < rows.Count; row++)
            {
                if (random.NextDouble() < options.RowShare)
                {
                    sampledRows[sampled++] = row;
                }
            }
            var asked = Enumerable.Range(0, inputs.Count).ToArray();
            random.Shuffle(asked);
            Array.Resize(ref asked, Math.Max(1, (int)Math.Round(inputs.Count * options.InputShare)));
            Array.Sort(asked);
            var tree = grower.Grow(sampledRows.AsSpan(0, sampled), asked, gradients, hessians);
            trees.Add(tree);
            for (var row = 0; row < rows.Count; row++)
            {
                margins[row] += Answer(tree, options.Depth, inputs, rows[row]);
            }
            if (heldOut?.Invoke(new TreeEnsemble(options.Depth, start, trees)) == false)
            {
                break;
            }
        }
        return (new TreeEnsemble(options.Depth, start, trees), grower.Gains);
    }

    /// <summary>The answer of one tree.</summary>
    public static double Answer(Tree tree, int depth, IReadOnlyList<int> inputs, in FraudFeatures features)
    {
        var node = 0;
        for (var level = 0; level < depth; level++)
        {
            node = (2 * node) + 1 + (features[inputs[tree.Inputs[node]]] > tree.Thresholds[node] ? 1 : 0);
        }
        return tree.Values[node];
    }

    private static void Derive(double[] margins, IReadOnlyList<bool> labels, double fraudWeight, double[] gradients, double[] hessians)
    {
        for (var row = 0; row < margins.Length; row++)
        {
            var probability = 1 / (1 + Math.Exp(-margins[row]));
            var weight = labels[row] ? fraudWeight : 1;
            gradients[row] = weight * (probability - (labels[row] ? 1 : 0));
            hessians[row] = weight * probability * (1 - probability);
        }
    }
}
