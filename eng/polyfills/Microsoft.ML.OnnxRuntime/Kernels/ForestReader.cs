using System.Numerics;
using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>Trees from the attributes of their operators (docs/Operators-ml.md): one row per node, leaves by tree and node id, or (TreeEnsemble) leaves in lists of their own.</summary>
internal static class ForestReader
{
    /// <param name="node">A TreeEnsembleClassifier or TreeEnsembleRegressor.</param>
    /// <param name="kind"><c>class</c> or <c>target</c>: how the attributes of leaves begin.</param>
    public static Forest<T> ReadNodes<T>(NodeFile node, string kind)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var (trees, ids, features, modes) = (node.Integers("nodes_treeids"), node.Integers("nodes_nodeids"), node.Integers("nodes_featureids"), node.Strings("nodes_modes"));
        var (trues, falses, missing) = (node.Integers("nodes_truenodeids"), node.Integers("nodes_falsenodeids"), node.Integers("nodes_missing_value_tracks_true"));
        var values = Numbers<T>(node, "nodes_values");
        if (ids.Length == 0 || new[] { trees.Length, features.Length, modes.Length, trues.Length, falses.Length, values.Length }.Any(length => length != ids.Length))
        {
            throw node.Invalid("the attributes nodes_… are not all of one length.");
        }
        var index = new Dictionary<(long Tree, long Node), int>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (!index.TryAdd((trees[i], ids[i]), i))
            {
                throw node.Invalid($"node {ids[i]} of tree {trees[i]} is there twice.");
            }
        }
        var (weights, leaves) = ReadLeaves<T>(node, kind, index, ids.Length);
        var hasParent = new bool[ids.Length];
        var nodes = new ForestNode<T>[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            var mode = Mode(node, modes[i]);
            if (mode == NodeMode.Leaf)
            {
                nodes[i] = new ForestNode<T>(0, mode, T.Zero, leaves[i].Start, leaves[i].End, MissingIsTrue: false);
                continue;
            }
            if (features[i] < 0 || !index.TryGetValue((trees[i], trues[i]), out var whenTrue) || !index.TryGetValue((trees[i], falses[i]), out var whenFalse))
            {
                throw node.Invalid($"node {ids[i]} of tree {trees[i]} leads to a node that is not there.");
            }
            (hasParent[whenTrue], hasParent[whenFalse]) = (true, true);
            nodes[i] = new ForestNode<T>((int)features[i], mode, values[i], whenTrue, whenFalse, missing.Length > i && missing[i] != 0);
        }
        return new Forest<T>(node, nodes, weights, [.. Enumerable.Range(0, ids.Length).Where(i => !hasParent[i])]);
    }

    /// <param name="node">A TreeEnsemble.</param>
    public static Forest<T> ReadSplits<T>(NodeFile node)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var (features, trues, falses) = (node.Integers("nodes_featureids"), node.Integers("nodes_truenodeids"), node.Integers("nodes_falsenodeids"));
        var (trueLeaves, falseLeaves, missing) = (node.Integers("nodes_trueleafs"), node.Integers("nodes_falseleafs"), node.Integers("nodes_missing_value_tracks_true"));
        var (targets, splits, weights) = (node.Integers("leaf_targetids"), Numbers<T>(node, "nodes_splits"), Numbers<T>(node, "leaf_weights"));
        var modes = (node.Tensor("nodes_modes") as TensorValue<byte>)?.Data ?? throw node.Invalid("nodes_modes is no tensor of uint8.");
        if (new[] { trues.Length, falses.Length, trueLeaves.Length, falseLeaves.Length, splits.Length, modes.Length }.Any(length => length != features.Length) || targets.Length != weights.Length)
        {
            throw node.Invalid("the attributes nodes_…, or leaf_…, are not all of one length.");
        }
        var nodes = new List<ForestNode<T>>(features.Length * 2);
        var leaves = new List<ForestNode<T>>();
        int Child(long child, long isLeaf)
        {
            if (isLeaf == 0)
            {
                return (int)child;
            }
            if (child < 0 || child >= weights.Length)
            {
                throw node.Invalid("a branch leads to a leaf that is not there.");
            }
            leaves.Add(new ForestNode<T>(0, NodeMode.Leaf, T.Zero, (int)child, (int)child + 1, MissingIsTrue: false));
            return features.Length + leaves.Count - 1;
        }
        for (var i = 0; i < features.Length; i++)
        {
            if (modes[i] >= (byte)NodeMode.Member)
            {
                throw modes[i] == (byte)NodeMode.Member ? node.NotSupported("BRANCH_MEMBER") : node.Invalid($"there is no mode {modes[i]}.");
            }
            nodes.Add(new ForestNode<T>((int)features[i], (NodeMode)modes[i], splits[i], Child(trues[i], trueLeaves[i]), Child(falses[i], falseLeaves[i]), missing.Length > i && missing[i] != 0));
        }
        return new Forest<T>(
            node, [.. nodes, .. leaves], [.. targets.Select((target, i) => new LeafWeight<T>((int)target, weights[i]))], [.. node.Integers("tree_roots").Select(static root => (int)root)]);
    }

    /// <summary>An attribute of floats, or the tensor of the same name: that one has the precision of the ensemble.</summary>
    public static T[] Numbers<T>(NodeFile node, string name)
        where T : IBinaryFloatingPointIeee754<T>
        => (node.Tensor($"{name}_as_tensor") ?? node.Tensor(name)) switch
        {
            null => Array.ConvertAll(node.Floats(name), static x => T.CreateChecked(x)),
            TensorValue<T> tensor => tensor.Data,
            var other => throw node.Invalid($"{name} is a tensor of {other.Element}, the input is not."),
        };

    private static (LeafWeight<T>[] Weights, (int Start, int End)[] Leaves) ReadLeaves<T>(NodeFile node, string kind, Dictionary<(long Tree, long Node), int> index, int nodes)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var (trees, ids, targets, weights) = (node.Integers($"{kind}_treeids"), node.Integers($"{kind}_nodeids"), node.Integers($"{kind}_ids"), Numbers<T>(node, $"{kind}_weights"));
        if (trees.Length != ids.Length || targets.Length != ids.Length || weights.Length != ids.Length)
        {
            throw node.Invalid($"the attributes {kind}_… are not all of one length.");
        }
        var at = new int[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            at[i] = index.TryGetValue((trees[i], ids[i]), out var found) ? found : throw node.Invalid($"node {ids[i]} of tree {trees[i]} has a weight and is not there.");
        }
        var order = Enumerable.Range(0, ids.Length).OrderBy(i => at[i]).ToArray();
        var leaves = new (int Start, int End)[nodes];
        for (var i = 0; i < order.Length; i++)
        {
            ref var leaf = ref leaves[at[order[i]]];
            leaf = leaf.End == 0 ? (i, i + 1) : (leaf.Start, i + 1);
        }
        return (Array.ConvertAll(order, i => new LeafWeight<T>((int)targets[i], weights[i])), leaves);
    }

    private static NodeMode Mode(NodeFile node, string mode) => mode switch
    {
        "BRANCH_LEQ" => NodeMode.Leq,
        "BRANCH_LT" => NodeMode.Lt,
        "BRANCH_GTE" => NodeMode.Gte,
        "BRANCH_GT" => NodeMode.Gt,
        "BRANCH_EQ" => NodeMode.Eq,
        "BRANCH_NEQ" => NodeMode.Neq,
        "LEAF" => NodeMode.Leaf,
        _ => throw node.Invalid($"there is no mode '{mode}'."),
    };
}
