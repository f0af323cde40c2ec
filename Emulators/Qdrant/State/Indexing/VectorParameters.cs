using System.Numerics.Tensors;

namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>One named vector of a collection.</summary>
/// <param name="Size">Dimensions; 0 for a sparse vector.</param>
/// <param name="Distance">The metric; a sparse vector's is the dot product.</param>
/// <param name="Idf">Sparse queries are weighted by inverse document frequency.</param>
internal sealed record VectorParameters(
    int Size, Distance Distance, VectorKind Kind = VectorKind.Dense, ElementType Element = ElementType.Float32, bool Idf = false)
{
    public HnswSettings Index { get; init; } = new();

    public static VectorParameters Sparse(bool idf) => new(0, Distance.Dot, VectorKind.Sparse, ElementType.Float32, idf);

    /// <summary>A given vector checked and brought into the form in which it is stored and compared.</summary>
    /// <exception cref="StoreException">It is of another kind, has another number of dimensions, or holds what is not a number.</exception>
    public VectorData Prepare(VectorData given)
        => (Kind, given) switch
        {
            (VectorKind.Dense, VectorData.Dense dense) => new VectorData.Dense(PrepareRow(dense.Values)),
            (VectorKind.Multi, VectorData.Dense dense) => new VectorData.Multi(PrepareRow(dense.Values), Size),
            (VectorKind.Multi, VectorData.Multi multi) => PrepareRows(multi),
            (VectorKind.Sparse, VectorData.Sparse sparse) => PrepareSparse(sparse),
            (VectorKind.Dense, VectorData.Multi) => throw StoreException.BadInput("Conversion between multi and regular vectors failed"),
            _ => throw StoreException.BadInput("Conversion between sparse and regular vectors failed"),
        };

    private VectorData.Multi PrepareRows(VectorData.Multi multi)
    {
        if (multi.Rows == 0)
        {
            throw StoreException.BadInput("MultiDenseVector cannot be empty");
        }
        if (multi.Size != Size)
        {
            throw WrongSize(multi.Size);
        }
        var rows = new float[multi.Values.Length];
        for (var row = 0; row < multi.Rows; row++)
        {
            PrepareRow(multi.Row(row).ToArray()).CopyTo(rows, row * Size);
        }
        return new VectorData.Multi(rows, Size);
    }

    private float[] PrepareRow(float[] given)
    {
        if (given.Length != Size)
        {
            throw WrongSize(given.Length);
        }
        CheckFinite(given);
        var row = given.AsSpan().ToArray();
        Distance.Prepare(row);
        switch (Element)
        {
            case ElementType.Float16:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = (float)(Half)row[i];
                }
                break;
            case ElementType.Uint8:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = (byte)Math.Clamp(given[i], byte.MinValue, byte.MaxValue);
                }
                break;
            default:
                break;
        }
        return row;
    }

    private static VectorData.Sparse PrepareSparse(VectorData.Sparse sparse)
    {
        if (sparse.Indices.Length != sparse.Values.Length)
        {
            throw StoreException.Validation("vector", "must be the same length as indices");
        }
        CheckFinite(sparse.Values);
        var indices = sparse.Indices.AsSpan().ToArray();
        var values = sparse.Values.AsSpan().ToArray();
        Array.Sort(indices, values);
        for (var i = 1; i < indices.Length; i++)
        {
            if (indices[i] == indices[i - 1])
            {
                throw StoreException.Validation("indices", "must be unique");
            }
        }
        return new VectorData.Sparse(indices, values);
    }

    private StoreException WrongSize(int given) => StoreException.BadInput($"Vector dimension error: expected dim: {Size}, got {given}");

    private static void CheckFinite(float[] values)
    {
        if (!TensorPrimitives.IsFiniteAll<float>(values))
        {
            throw StoreException.BadInput("Vector contains a value that is not a finite number");
        }
    }
}
