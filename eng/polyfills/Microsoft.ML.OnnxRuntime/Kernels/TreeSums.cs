using System.Numerics;
using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>What the leaves that a row comes to add up to, per target.</summary>
internal sealed class TreeSums<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private readonly NodeFile _node;
    private readonly Lazy<Forest<T>> _forest;
    private readonly string _aggregate;
    private readonly int _targets;
    private readonly PostTransform _transform;
    private readonly Lazy<T[]> _base;

    public TreeSums(NodeFile node, Func<Forest<T>> forest, string aggregate, int targets, PostTransform transform)
    {
        (_node, _aggregate, _targets, _transform) = (node, aggregate, targets, transform);
        (_forest, _base) = (new(forest), new(() => ForestReader.Numbers<T>(node, "base_values")));
        if (targets < 1 || aggregate is not ("SUM" or "AVERAGE" or "MIN" or "MAX"))
        {
            throw node.Invalid($"{targets} targets, aggregate_function '{aggregate}'.");
        }
        // Which precision it is, the first input tells; a file whose trees do not hold together is refused before that, in the one that its numbers have.
        if (typeof(T) == (IsDouble(node) ? typeof(double) : typeof(float)))
        {
            _ = _forest.Value;
            _ = _base.Value;
        }
    }

    /// <summary>Whether the ensemble's numbers are doubles.</summary>
    public static bool IsDouble(NodeFile node) => (node.Tensor("nodes_values_as_tensor") ?? node.Tensor("nodes_splits")) is TensorValue<double>;

    public T[] Run(TensorValue tensor, int rows, int columns)
    {
        var forest = _forest.Value;
        var data = Data(_node, tensor, forest, columns);
        var sums = new T[rows * _targets];
        var seen = new bool[_targets];
        for (var row = 0; row < rows; row++)
        {
            var scores = sums.AsSpan(row * _targets, _targets);
            seen.AsSpan().Clear();
            for (var tree = 0; tree < forest.Trees; tree++)
            {
                foreach (var (target, weight) in forest.Walk(tree, data.AsSpan(row * columns, columns)))
                {
                    ref var score = ref scores[target];
                    score = _aggregate switch
                    {
                        "MIN" => seen[target] ? T.Min(score, weight) : weight,
                        "MAX" => seen[target] ? T.Max(score, weight) : weight,
                        _ => score + weight,
                    };
                    seen[target] = true;
                }
            }
            Finish(scores, forest.Trees);
        }
        return sums;
    }

    public static T[] Data(NodeFile node, TensorValue tensor, Forest<T> forest, int columns)
    {
        if (columns < forest.Features)
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Node {node.Name} ({node.Operator}) looks at column {forest.Features - 1} of {columns}.");
        }
        return tensor is TensorValue<T> typed ? typed.Data : Array.ConvertAll(Shapes.Numbers(node, tensor), static x => T.CreateTruncating(x));
    }

    private void Finish(Span<T> scores, int trees)
    {
        for (var target = 0; target < scores.Length; target++)
        {
            scores[target] /= _aggregate == "AVERAGE" ? T.CreateChecked(trees) : T.One;
            scores[target] += _base.Value.Length == _targets ? _base.Value[target] : T.Zero;
        }
        if (_targets > 1) // the runtime leaves a single target as it is
        {
            Transforms.Apply(_transform, scores);
        }
    }
}
