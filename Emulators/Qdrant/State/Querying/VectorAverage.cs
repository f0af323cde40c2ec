using System.Numerics.Tensors;

namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>The one vector that stands for examples: the average of the positive ones, moved away from that of the negative ones.</summary>
internal static class VectorAverage
{
    public static VectorData Of(IReadOnlyList<VectorData> positive, IReadOnlyList<VectorData> negative)
    {
        if (positive.Count == 0)
        {
            throw StoreException.BadInput("Positive vectors should not be empty with `average` strategy");
        }
        var near = Average(positive);
        if (negative.Count == 0)
        {
            return near;
        }
        return (near, Average(negative)) switch
        {
            (VectorData.Dense left, VectorData.Dense right) => new VectorData.Dense([.. left.Values.Zip(right.Values, (value, other) => value + value - other)]),
            (VectorData.Sparse left, VectorData.Sparse right) => Combine([(left, 2), (right, -1)]),
            (VectorData.Multi left, VectorData.Multi right) => left with { Values = [.. left.Values, .. right.Values.Select(value => -value)] },
            _ => throw StoreException.BadInput(
                "Positive and negative vectors should be of the same type, either all dense or all sparse or all multi"),
        };
    }

    private static VectorData Average(IReadOnlyList<VectorData> vectors)
    {
        if (vectors.All(vector => vector is VectorData.Dense))
        {
            var sum = new float[((VectorData.Dense)vectors[0]).Values.Length];
            foreach (var vector in vectors.Cast<VectorData.Dense>())
            {
                TensorPrimitives.Add(sum, vector.Values, sum);
            }
            TensorPrimitives.Divide(sum, vectors.Count, sum);
            return new VectorData.Dense(sum);
        }
        if (vectors.All(vector => vector is VectorData.Sparse))
        {
            return Combine(vectors.Select(vector => ((VectorData.Sparse)vector, 1f / vectors.Count)));
        }
        return vectors.All(vector => vector is VectorData.Multi)
            ? new VectorData.Multi([.. vectors.Cast<VectorData.Multi>().SelectMany(vector => vector.Values)], ((VectorData.Multi)vectors[0]).Size)
            : throw StoreException.BadInput("Can't average vectors with different types");
    }

    private static VectorData.Sparse Combine(IEnumerable<(VectorData.Sparse Vector, float Factor)> parts)
    {
        var sums = new SortedDictionary<uint, float>();
        foreach (var (vector, factor) in parts)
        {
            for (var i = 0; i < vector.Indices.Length; i++)
            {
                sums[vector.Indices[i]] = sums.GetValueOrDefault(vector.Indices[i]) + (factor * vector.Values[i]);
            }
        }
        return new VectorData.Sparse([.. sums.Keys], [.. sums.Values]);
    }
}
