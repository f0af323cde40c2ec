using System.Numerics;
using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>
/// TreeEnsembleClassifier: labels and scores. Two classes of which only the first has weights are the special case that most converters of binary models make: the other
/// class gets the complement, 1 - p where all weights are positive (they are probabilities), the mirrored margin where not.
/// </summary>
internal sealed class TreeClassifier<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private readonly NodeFile _node;
    private readonly Lazy<Forest<T>> _forest;
    private readonly Lazy<T[]> _base;
    private readonly PostTransform _transform;
    private readonly string[] _strings;
    private readonly long[] _integers;
    private readonly int _classes;
    private readonly bool _isBinary;
    private readonly bool _allPositive;

    public TreeClassifier(NodeFile node)
    {
        (_node, _transform) = (node, Transforms.Parse(node));
        (_strings, _integers) = (node.Strings("classlabels_strings"), node.Integers("classlabels_int64s"));
        _classes = Math.Max(_strings.Length, _integers.Length);
        var ids = node.Integers("class_ids");
        if (_classes == 0 || Array.Exists(ids, id => id < 0 || id >= _classes))
        {
            throw node.Invalid($"class_ids do not fit {_classes} labels.");
        }
        _isBinary = _classes == 2 && ids.Distinct().Count() == 1;
        (_forest, _base) = (new(() => ForestReader.ReadNodes<T>(node, "class")), new(() => ForestReader.Numbers<T>(node, "base_values")));
        if (typeof(T) == (TreeSums<T>.IsDouble(node) ? typeof(double) : typeof(float)))
        {
            _ = _forest.Value;
            _allPositive = Array.TrueForAll(ForestReader.Numbers<T>(node, "class_weights"), static weight => weight >= T.Zero)
                && Array.TrueForAll(_base.Value, static value => value >= T.Zero);
        }
    }

    public Value[] Run(TensorValue tensor, int rows, int columns)
    {
        var forest = _forest.Value;
        var data = TreeSums<T>.Data(_node, tensor, forest, columns);
        var (labels, scores) = (new int[rows], new float[rows * _classes]);
        var (sums, seen) = (new T[_classes], new bool[_classes]);
        for (var row = 0; row < rows; row++)
        {
            sums.AsSpan().Clear();
            seen.AsSpan().Clear();
            for (var tree = 0; tree < forest.Trees; tree++)
            {
                foreach (var (target, weight) in forest.Walk(tree, data.AsSpan(row * columns, columns)))
                {
                    sums[target] += weight;
                    seen[target] = true;
                }
            }
            labels[row] = _classes == 2 ? Two(sums, seen) : Several(sums, seen);
            for (var i = 0; i < _classes; i++)
            {
                scores[(row * _classes) + i] = float.CreateTruncating(sums[i]);
            }
        }
        TensorValue named = _strings.Length > 0
            ? new TensorValue<string>([rows], Array.ConvertAll(labels, label => _strings[label]))
            : new TensorValue<long>([rows], Array.ConvertAll(labels, label => _integers[label]));
        return [named, new TensorValue<float>([rows, _classes], scores)];
    }

    /// <summary>As the runtime does it where the specification is silent: with one or two base values, with weights of the second class only.</summary>
    private int Two(Span<T> sums, ReadOnlySpan<bool> seen)
    {
        var bases = _base.Value;
        if (bases.Length == 2 && seen[1])
        {
            sums[1] = bases[1] + sums[0];
            sums[0] = -sums[1];
        }
        else
        {
            sums[0] += bases.Length > 0 ? bases[0] : T.Zero;
            sums[1] += bases.Length > 1 ? bases[1] : T.Zero;
        }
        var margin = seen[1] ? sums[1] : sums[0];
        var label = margin > (_isBinary && _allPositive ? T.CreateChecked(0.5) : T.Zero) ? 1 : 0;
        if (seen[1] || bases.Length == 2)
        {
            // A class that no leaf speaks of counts as zero, its base value too.
            sums[0] = seen[0] ? sums[0] : T.Zero;
            sums[1] = seen[1] ? sums[1] : T.Zero;
            Transforms.Apply(_transform, sums);
        }
        else if (_isBinary && _allPositive)
        {
            (sums[0], sums[1]) = (T.One - margin, margin);
        }
        else
        {
            (sums[0], sums[1]) = _transform == PostTransform.Logistic ? (Transforms.Logistic(-margin), Transforms.Logistic(margin)) : (-margin, margin);
        }
        return label;
    }

    private int Several(Span<T> sums, ReadOnlySpan<bool> seen)
    {
        var label = -1;
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += _base.Value.Length == sums.Length ? _base.Value[i] : T.Zero;
            if ((seen[i] || _base.Value.Length == sums.Length) && (label < 0 || sums[i] > sums[label]))
            {
                label = i;
            }
        }
        Transforms.Apply(_transform, sums);
        return Math.Max(label, 0);
    }
}
