using EventAi.FraudTraining.Onnx;

namespace EventAi.Services.Tests.Fraud.Onnx;

/// <summary>A few random trees in the attributes of TreeEnsembleClassifier and TreeEnsembleRegressor.</summary>
internal sealed class OnnxForest
{
    private const int Trees = 3;
    private const int Depth = 3;
    private static readonly string[] Modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"];

    private readonly Random _random;
    private readonly float[] _marks;
    private readonly int _columns;
    private readonly bool _isDouble;
    private readonly int _targets;
    private readonly bool _isPositive;
    private readonly List<(long Tree, long Node, long Column, string Mode, double Value, long True, long False, long Missing)> _nodes = [];
    private readonly List<(long Tree, long Node, long Target, double Weight)> _leaves = [];

    public OnnxForest(Random random, float[] marks, int columns, bool isDouble, int targets, bool isPositive)
    {
        (_random, _marks, _columns, _isDouble, _targets, _isPositive) = (random, marks, columns, isDouble, targets, isPositive);
        for (var tree = 0; tree < Trees; tree++)
        {
            var count = 0;
            Grow(tree, ref count, Depth);
        }
    }

    public OnnxNode Node(string type, string kind, int firstTarget)
    {
        var node = new OnnxNode("trees", OnnxFile.Ml, type)
            .Set("nodes_treeids", _nodes.Select(static node => node.Tree)).Set("nodes_nodeids", _nodes.Select(static node => node.Node))
            .Set("nodes_featureids", _nodes.Select(static node => node.Column)).Set("nodes_modes", _nodes.Select(static node => node.Mode))
            .Set("nodes_truenodeids", _nodes.Select(static node => node.True)).Set("nodes_falsenodeids", _nodes.Select(static node => node.False))
            .Set("nodes_missing_value_tracks_true", _nodes.Select(static node => node.Missing))
            .Set($"{kind}_treeids", _leaves.Select(static leaf => leaf.Tree)).Set($"{kind}_nodeids", _leaves.Select(static leaf => leaf.Node))
            .Set($"{kind}_ids", _leaves.Select(leaf => leaf.Target + firstTarget));
        return _isDouble
            ? node.Set("nodes_values_as_tensor", OnnxTensor.Of(_nodes.Select(static node => node.Value))).Set($"{kind}_weights_as_tensor", OnnxTensor.Of(_leaves.Select(static leaf => leaf.Weight)))
            : node.Set("nodes_values", _nodes.Select(static node => (float)node.Value)).Set($"{kind}_weights", _leaves.Select(static leaf => (float)leaf.Weight));
    }

    private long Grow(int tree, ref int count, int depth)
    {
        var own = count++;
        if (depth == 0 || (depth < Depth && _random.Next(4) == 0))
        {
            _nodes.Add((tree, own, 0, "LEAF", 0, 0, 0, 0));
            for (var target = 0; target < _targets; target++)
            {
                var weight = _random.NextDouble() / Trees;
                _leaves.Add((tree, own, target, _isPositive ? weight : (weight * 6) - 1));
            }
            return own;
        }
        var at = _nodes.Count;
        _nodes.Add(default);
        var (column, mode, value, missing) = (_random.Next(_columns), Modes[_random.Next(Modes.Length)], _marks[_random.Next(_marks.Length)], _random.Next(2));
        var (whenTrue, whenFalse) = (Grow(tree, ref count, depth - 1), Grow(tree, ref count, depth - 1));
        _nodes[at] = (tree, own, column, mode, value, whenTrue, whenFalse, missing);
        return own;
    }
}
