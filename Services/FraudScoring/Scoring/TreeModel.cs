using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EventAi.FraudScoring.Features;

namespace EventAi.FraudScoring.Scoring;

/// <summary>
/// Gradient-boosted trees. Every tree is walked to its full depth by arithmetic instead of branches, four trees at a time: there is
/// nothing to predict, and the walks overlap in the processor.
/// </summary>
internal sealed class TreeModel : FraudModel
{
    private const int MaxDepth = 10;

    private readonly int _depth;
    private readonly int _trees;
    private readonly double _base;
    private readonly int[] _inputs;
    private readonly double[] _thresholds;
    private readonly double[] _values;

    public TreeModel(FraudModelFile file, TreeEnsemble ensemble)
        : base(file)
    {
        (_depth, _trees, _base) = (ensemble.Depth, ensemble.Trees.Count, ensemble.Base);
        if (_depth is < 1 or > MaxDepth)
        {
            throw new InvalidDataException($"Model {file.Id}: a depth of {_depth} is not within 1 and {MaxDepth}.");
        }
        var decisions = (1 << _depth) - 1;
        foreach (var tree in ensemble.Trees)
        {
            if (tree.Inputs.Count != decisions || tree.Thresholds.Count != decisions || tree.Values.Count != (2 * decisions) + 1
                || tree.Inputs.Any(input => input < 0 || input >= file.Features.Count))
            {
                throw new InvalidDataException($"Model {file.Id}: a tree of depth {_depth} has {decisions} decisions and {(2 * decisions) + 1} values.");
            }
        }
        var positions = file.Features.Select(FraudFeature.PositionOf).ToArray();
        _inputs = [.. ensemble.Trees.SelectMany(tree => tree.Inputs.Select(input => positions[input]))];
        _thresholds = [.. ensemble.Trees.SelectMany(static tree => tree.Thresholds)];
        _values = [.. ensemble.Trees.SelectMany(static tree => tree.Values)];
    }

    public override double Margin(in FraudFeatures features)
    {
        var decisions = (1 << _depth) - 1;
        var values = (2 * decisions) + 1;
        // The constructor has checked every index: inputs are features, trees are complete.
        ref var vector = ref Unsafe.As<FraudFeatures, double>(ref Unsafe.AsRef(in features));
        ref var inputs = ref MemoryMarshal.GetArrayDataReference(_inputs);
        ref var thresholds = ref MemoryMarshal.GetArrayDataReference(_thresholds);
        var margin = _base;
        var tree = 0;
        for (; tree + 4 <= _trees; tree += 4)
        {
            var first = tree * decisions;
            var (second, third, fourth) = (first + decisions, first + (2 * decisions), first + (3 * decisions));
            var (a, b, c, d) = (0, 0, 0, 0);
            for (var level = 0; level < _depth; level++)
            {
                a = Next(a, first + a, ref inputs, ref thresholds, ref vector);
                b = Next(b, second + b, ref inputs, ref thresholds, ref vector);
                c = Next(c, third + c, ref inputs, ref thresholds, ref vector);
                d = Next(d, fourth + d, ref inputs, ref thresholds, ref vector);
            }
            var value = tree * values;
            margin += _values[value + a] + _values[value + values + b] + _values[value + (2 * values) + c] + _values[value + (3 * values) + d];
        }
        for (; tree < _trees; tree++)
        {
            var node = 0;
            for (var level = 0; level < _depth; level++)
            {
                node = Next(node, (tree * decisions) + node, ref inputs, ref thresholds, ref vector);
            }
            margin += _values[(tree * values) + node];
        }
        return margin;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(int node, int at, ref int inputs, ref double thresholds, ref double vector)
    {
        var isAbove = Unsafe.Add(ref vector, Unsafe.Add(ref inputs, at)) > Unsafe.Add(ref thresholds, at);
        return (2 * node) + 1 + Unsafe.BitCast<bool, byte>(isAbove);
    }

    /// <summary>Each decision on the way is answerable for the change of the expected margin that it makes (Saabas' method).</summary>
    protected override void Explain(in FraudFeatures features, Span<double> contributions)
    {
        Span<double> byPosition = stackalloc double[FraudFeature.Count];
        byPosition.Clear();
        var decisions = (1 << _depth) - 1;
        var values = (2 * decisions) + 1;
        for (int tree = 0, first = 0, value = 0; tree < _trees; tree++, first += decisions, value += values)
        {
            var node = 0;
            for (var level = 0; level < _depth; level++)
            {
                var input = _inputs[first + node];
                var next = (2 * node) + 1 + (features[input] > _thresholds[first + node] ? 1 : 0);
                byPosition[input] += _values[value + next] - _values[value + node];
                node = next;
            }
        }
        for (var input = 0; input < contributions.Length; input++)
        {
            contributions[input] += byPosition[Positions[input]];
        }
    }
}
