using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>Vector arithmetic. Inside, a similarity is always "larger is nearer"; <see cref="ToScore"/> makes it the score that clients see.</summary>
internal static class DistanceFunctions
{
    /// <summary>Cosine vectors are stored with length 1, so that their similarity is a dot product (lib/segment: spaces/simple.rs).</summary>
    public static void Prepare(this Distance distance, Span<float> vector)
    {
        if (distance != Distance.Cosine)
        {
            return;
        }
        var squared = TensorPrimitives.SumOfSquares<float>(vector);
        if (squared < float.Epsilon || MathF.Abs(squared - 1) <= 1e-6f)
        {
            return; // nothing to divide by, or already of length 1: a stored vector must not drift when it is written again
        }
        TensorPrimitives.Divide(vector, MathF.Sqrt(squared), vector);
    }

    public static float Similarity(this Distance distance, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
        => distance switch
        {
            Distance.Cosine or Distance.Dot => TensorPrimitives.Dot(left, right),
            Distance.Euclid => -SquaredDistance(left, right),
            Distance.Manhattan => -ManhattanDistance(left, right),
            _ => throw new ArgumentOutOfRangeException(nameof(distance), distance, null),
        };

    public static float ToScore(this Distance distance, float similarity)
        => distance switch
        {
            Distance.Euclid => MathF.Sqrt(-similarity),
            Distance.Manhattan => -similarity,
            _ => similarity,
        };

    /// <summary>The lowest similarity that passes a client's score threshold; for the metrics that count distance the threshold is an upper bound.</summary>
    public static float ThresholdSimilarity(this Distance distance, float? threshold)
        => (distance, threshold) switch
        {
            (_, null) => float.NegativeInfinity,
            (Distance.Euclid, < 0) or (Distance.Manhattan, < 0) => float.PositiveInfinity,
            (Distance.Euclid, { } value) => -(value * value),
            (Distance.Manhattan, { } value) => -value,
            (_, { } value) => value,
        };

    private static float SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = Vector<float>.Zero;
        var lefts = MemoryMarshal.Cast<float, Vector<float>>(left);
        var rights = MemoryMarshal.Cast<float, Vector<float>>(right);
        for (var i = 0; i < lefts.Length; i++)
        {
            var difference = lefts[i] - rights[i];
            sum += difference * difference;
        }
        var total = Vector.Sum(sum);
        for (var i = lefts.Length * Vector<float>.Count; i < left.Length; i++)
        {
            var difference = left[i] - right[i];
            total += difference * difference;
        }
        return total;
    }

    private static float ManhattanDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = Vector<float>.Zero;
        var lefts = MemoryMarshal.Cast<float, Vector<float>>(left);
        var rights = MemoryMarshal.Cast<float, Vector<float>>(right);
        for (var i = 0; i < lefts.Length; i++)
        {
            sum += Vector.Abs(lefts[i] - rights[i]);
        }
        var total = Vector.Sum(sum);
        for (var i = lefts.Length * Vector<float>.Count; i < left.Length; i++)
        {
            total += MathF.Abs(left[i] - right[i]);
        }
        return total;
    }
}
