using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Conversion;

/// <summary>Vectors, to and from the wire. Dense ones only: sparse, multi and inference vectors are not emulated.</summary>
internal static class Vectors
{
    public static IReadOnlyList<NamedVector> ToVectors(Wire.Vectors? vectors)
        => vectors?.VectorsOptionsCase switch
        {
            Wire.Vectors.VectorsOptionsOneofCase.Vector => [new NamedVector("", ToDense(vectors.Vector))],
            Wire.Vectors.VectorsOptionsOneofCase.Vectors_ => [.. vectors.Vectors_.Vectors.Select(pair => new NamedVector(pair.Key, ToDense(pair.Value)))],
            _ => [],
        };

    public static Wire.VectorsOutput? ToWire(IReadOnlyList<NamedVector> vectors)
    {
        if (vectors.Count == 0)
        {
            return null;
        }
        if (vectors is [{ Name: "" } only])
        {
            return new Wire.VectorsOutput { Vector = ToWire(only.Data) };
        }
        var named = new Wire.NamedVectorsOutput();
        foreach (var vector in vectors)
        {
            named.Vectors[vector.Name] = ToWire(vector.Data);
        }
        return new Wire.VectorsOutput { Vectors = named };
    }

#pragma warning disable CS0612 // clients and servers before 1.16 know only the deprecated field; official ones still write and read it
    private static float[] ToDense(Wire.Vector vector)
        => vector.VectorCase switch
        {
            Wire.Vector.VectorOneofCase.Dense => [.. vector.Dense.Data],
            Wire.Vector.VectorOneofCase.None when vector.Indices is null && !vector.HasVectorsCount => [.. vector.Data],
            Wire.Vector.VectorOneofCase.None => throw StoreException.Unsupported(vector.Indices is null ? "A multivector" : "A sparse vector"),
            var other => throw StoreException.Unsupported($"A vector of the kind {other}"),
        };
#pragma warning restore CS0612

    private static Wire.VectorOutput ToWire(float[] data) => new() { Dense = new Wire.DenseVector { Data = { data } } };
}
