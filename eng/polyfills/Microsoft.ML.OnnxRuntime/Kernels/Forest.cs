using System.Numerics;
using Microsoft.ML.OnnxRuntime.Format;

namespace Microsoft.ML.OnnxRuntime.Kernels;

internal enum NodeMode : byte
{
    Leq,
    Lt,
    Gte,
    Gt,
    Eq,
    Neq,
    Member,
    Leaf,
}

/// <summary>A decision, or a leaf: then <paramref name="True"/> is its first weight and <paramref name="False"/> the end of them.</summary>
internal readonly record struct ForestNode<T>(int Feature, NodeMode Mode, T Value, int True, int False, bool MissingIsTrue);

internal readonly record struct LeafWeight<T>(int Target, T Weight);

/// <summary>Trees of one ensemble in one list of nodes. Values are compared in the precision of the ensemble, never a wider one: that decides at the thresholds.</summary>
internal sealed class Forest<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private readonly ForestNode<T>[] _nodes;
    private readonly LeafWeight<T>[] _weights;
    private readonly int[] _roots;

    /// <exception cref="OnnxRuntimeException">A branch leads nowhere or back.</exception>
    public Forest(NodeFile node, ForestNode<T>[] nodes, LeafWeight<T>[] weights, int[] roots)
    {
        (_nodes, _weights, _roots) = (nodes, weights, roots);
        var reached = new bool[nodes.Length];
        var open = new Stack<int>(roots);
        while (open.TryPop(out var at))
        {
            if (at < 0 || at >= nodes.Length)
            {
                throw node.Invalid("a branch leads to a node that is not there.");
            }
            if (reached[at])
            {
                throw node.Invalid("two branches lead to one node.");
            }
            reached[at] = true;
            if (nodes[at].Mode != NodeMode.Leaf)
            {
                open.Push(nodes[at].True);
                open.Push(nodes[at].False);
            }
        }
        Features = nodes.Length == 0 ? 0 : nodes.Max(static found => found.Mode == NodeMode.Leaf ? 0 : found.Feature + 1);
    }

    public int Trees => _roots.Length;

    /// <summary>So many columns are looked at.</summary>
    public int Features { get; }

    /// <summary>The weights of the leaf that a row comes to.</summary>
    public ReadOnlySpan<LeafWeight<T>> Walk(int tree, ReadOnlySpan<T> row)
    {
        ref readonly var node = ref _nodes[_roots[tree]];
        while (node.Mode != NodeMode.Leaf)
        {
            var value = row[node.Feature];
            var isTrue = node.Mode switch
            {
                NodeMode.Leq => value <= node.Value,
                NodeMode.Lt => value < node.Value,
                NodeMode.Gte => value >= node.Value,
                NodeMode.Gt => value > node.Value,
                NodeMode.Eq => value == node.Value,
                _ => value != node.Value,
            } || (node.MissingIsTrue && T.IsNaN(value));
            node = ref _nodes[isTrue ? node.True : node.False];
        }
        return _weights.AsSpan(node.True, node.False - node.True);
    }
}
