using Google.Protobuf.WellKnownTypes;

namespace Qdrant.Client.Grpc;

public partial class VectorInput
{
    public static implicit operator VectorInput(float[] values) => new() { Dense = new DenseVector { Data = { values } } };

    public static implicit operator VectorInput((float[], uint[]) sparseValues)
        => new() { Sparse = new SparseVector { Values = { sparseValues.Item1 }, Indices = { sparseValues.Item2 } } };

    public static implicit operator VectorInput((float, uint)[] sparseValues)
        => (sparseValues.Select(pair => pair.Item1).ToArray(), sparseValues.Select(pair => pair.Item2).ToArray());

    public static implicit operator VectorInput(float[][] values)
        => new() { MultiDense = new MultiDenseVector { Vectors = { values.Select(row => new DenseVector { Data = { row } }) } } };

    public static implicit operator VectorInput(PointId id) => new() { Id = id };

    public static implicit operator VectorInput(ulong id) => new() { Id = id };

    public static implicit operator VectorInput(Guid id) => new() { Id = id };
}

public partial class Query
{
    public static implicit operator Query(RecommendInput input) => new() { Recommend = input };

    public static implicit operator Query(DiscoverInput input) => new() { Discover = input };

    public static implicit operator Query(ContextInput input) => new() { Context = input };

    public static implicit operator Query(Fusion input) => new() { Fusion = input };

    public static implicit operator Query(Rrf rrf) => new() { Rrf = rrf };

    public static implicit operator Query(OrderBy orderBy) => new() { OrderBy = orderBy };

    public static implicit operator Query(Sample sample) => new() { Sample = sample };

    public static implicit operator Query(Formula formula) => new() { Formula = formula };

    public static explicit operator Query(string key) => new() { OrderBy = new OrderBy { Key = key } };

    public static implicit operator Query(VectorInput input) => new() { Nearest = input };

    public static implicit operator Query(PointId id) => new() { Nearest = id };

    public static implicit operator Query(ulong id) => new() { Nearest = id };

    public static implicit operator Query(Guid id) => new() { Nearest = id };

    public static implicit operator Query(float[] values) => new() { Nearest = values };

    public static implicit operator Query((float[], uint[]) sparseValues) => new() { Nearest = sparseValues };

    public static implicit operator Query((float, uint)[] sparseValues) => new() { Nearest = sparseValues };

    public static implicit operator Query(float[][] values) => new() { Nearest = values };
}

public partial class OrderBy
{
    public static implicit operator OrderBy(string key) => new() { Key = key };
}

public partial class StartFrom
{
    public static implicit operator StartFrom(string value) => new() { Datetime = value };

    public static implicit operator StartFrom(double value) => new() { Float = value };

    public static implicit operator StartFrom(int value) => new() { Integer = value };

    public static implicit operator StartFrom(DateTime value) => new() { Timestamp = Timestamp.FromDateTime(value) };

    public static implicit operator StartFrom(Timestamp value) => new() { Timestamp = value };
}
