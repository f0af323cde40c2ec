namespace Qdrant.Client.Grpc;

public partial class Vector
{
    public static implicit operator Vector(float[] values) => new() { Dense = new DenseVector { Data = { values } } };

    public static implicit operator Vector((float[], uint[]) sparseValues)
        => new() { Sparse = new SparseVector { Values = { sparseValues.Item1 }, Indices = { sparseValues.Item2 } } };

    public static implicit operator Vector((float, uint)[] sparseValues)
        => (sparseValues.Select(pair => pair.Item1).ToArray(), sparseValues.Select(pair => pair.Item2).ToArray());

    public static implicit operator Vector(float[][] values)
        => new() { MultiDense = new MultiDenseVector { Vectors = { values.Select(row => new DenseVector { Data = { row } }) } } };
}

public partial class Vectors
{
    public static implicit operator Vectors(float[] values) => new() { Vector = values };

    public static implicit operator Vectors(float[][] values) => new() { Vector = values };

    public static implicit operator Vectors(Dictionary<string, float[]> values)
        => Of(values.Select(pair => KeyValuePair.Create(pair.Key, (Vector)pair.Value)));

    public static implicit operator Vectors(Dictionary<string, Vector> values) => Of(values);

    public static implicit operator Vectors((string, Vector) value) => Of([KeyValuePair.Create(value.Item1, value.Item2)]);

    private static Vectors Of(IEnumerable<KeyValuePair<string, Vector>> values)
    {
        var named = new NamedVectors();
        foreach (var (name, vector) in values)
        {
            named.Vectors.Add(name, vector);
        }
        return new Vectors { Vectors_ = named };
    }
}

public partial class SparseIndices
{
    public static implicit operator SparseIndices(uint[] indices) => new() { Data = { indices } };
}

public partial class SparseVectorConfig
{
    public static implicit operator SparseVectorConfig(Dictionary<string, SparseVectorParams> configs) => new() { Map = { configs } };

    public static implicit operator SparseVectorConfig((string, SparseVectorParams) config) => new() { Map = { [config.Item1] = config.Item2 } };
}

#pragma warning disable CS0612 // servers before 1.16 answer in the deprecated fields
public partial class VectorOutput
{
    /// <summary>The vector if it is dense, whichever way the server wrote it; otherwise null.</summary>
    public DenseVector? GetDenseVector()
        => Data.Count > 0 ? new DenseVector { Data = { Data } }
            : VectorCase == VectorOneofCase.Dense ? Dense
            : null;

    /// <summary>The vector if it is sparse, whichever way the server wrote it; otherwise null.</summary>
    public SparseVector? GetSparseVector()
        => Data.Count > 0 ? Indices is null ? null : new SparseVector { Values = { Data }, Indices = { Indices.Data } }
            : VectorCase == VectorOneofCase.Sparse ? Sparse
            : null;
}
#pragma warning restore CS0612
