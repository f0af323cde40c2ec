using EventAi.FraudScoring.Scoring;

namespace EventAi.FraudTraining.Onnx;

/// <summary>Trees in the lists that TreeEnsemble of ai.onnx.ml 5 wants. Branches that ended early have no decisions there.</summary>
internal sealed class OnnxTrees
{
    private const byte LessOrEqual = 0;
    private const long Sum = 1;

    private readonly List<long> _roots = [];
    private readonly List<long> _inputs = [];
    private readonly List<double> _splits = [];
    private readonly List<(long Child, bool IsLeaf)> _trues = [];
    private readonly List<(long Child, bool IsLeaf)> _falses = [];
    private readonly List<double> _leaves = [];

    public void Add(Tree tree, int depth)
    {
        var (child, isLeaf) = Write(tree, 0, (1 << depth) - 1);
        if (isLeaf)
        {
            // A tree has to begin with a decision: this one leads to the same leaf whatever the input.
            _inputs.Add(0);
            _splits.Add(0);
            _trues.Add((child, IsLeaf: true));
            _falses.Add((child, IsLeaf: true));
            child = _inputs.Count - 1;
        }
        _roots.Add(child);
    }

    public OnnxNode Node(string name) => new OnnxNode(name, OnnxFile.Ml, "TreeEnsemble")
        .Set("n_targets", 1).Set("aggregate_function", Sum).Set("post_transform", 0)
        .Set("tree_roots", _roots)
        .Set("nodes_featureids", _inputs)
        .Set("nodes_splits", OnnxTensor.Of(_splits))
        .Set("nodes_modes", OnnxTensor.Of(Enumerable.Repeat(LessOrEqual, _inputs.Count)))
        .Set("nodes_truenodeids", _trues.Select(static child => child.Child))
        .Set("nodes_trueleafs", _trues.Select(static child => child.IsLeaf ? 1L : 0L))
        .Set("nodes_falsenodeids", _falses.Select(static child => child.Child))
        .Set("nodes_falseleafs", _falses.Select(static child => child.IsLeaf ? 1L : 0L))
        .Set("leaf_targetids", Enumerable.Repeat(0L, _leaves.Count))
        .Set("leaf_weights", OnnxTensor.Of(_leaves));

    /// <summary>Position of the decision, or of the leaf, that a node of the complete tree becomes.</summary>
    private (long Child, bool IsLeaf) Write(Tree tree, int node, int decisions)
    {
        while (node < decisions && tree.Thresholds[node] >= double.MaxValue)
        {
            node = (2 * node) + 1;
        }
        if (node >= decisions)
        {
            _leaves.Add(tree.Values[node]);
            return (_leaves.Count - 1, IsLeaf: true);
        }
        var at = _inputs.Count;
        _inputs.Add(tree.Inputs[node]);
        _splits.Add(tree.Thresholds[node]);
        _trues.Add(default);
        _falses.Add(default);
        _trues[at] = Write(tree, (2 * node) + 1, decisions);
        _falses[at] = Write(tree, (2 * node) + 2, decisions);
        return (at, IsLeaf: false);
    }
}
