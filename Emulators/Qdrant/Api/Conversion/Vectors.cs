namespace EventAi.Emulators.Qdrant.Api.Conversion;

/// <summary>Vectors, to and from the wire. Vectors that a server would have to infer (documents, images, objects) are not emulated.</summary>
internal static class Vectors
{
    public static IReadOnlyList<NamedVector> ToVectors(Wire.Vectors? vectors)
        => vectors?.VectorsOptionsCase switch
        {
            Wire.Vectors.VectorsOptionsOneofCase.Vector => [new NamedVector("", ToData(vectors.Vector))],
            Wire.Vectors.VectorsOptionsOneofCase.Vectors_ => [.. vectors.Vectors_.Vectors.Select(pair => new NamedVector(pair.Key, ToData(pair.Value)))],
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

    public static VectorInput ToInput(Wire.VectorInput? input)
        => input?.VariantCase switch
        {
            Wire.VectorInput.VariantOneofCase.Id => new VectorInput.OfPoint(PointIds.ToKey(input.Id)),
            Wire.VectorInput.VariantOneofCase.Dense => new VectorInput.Given(ToDense(input.Dense)),
            Wire.VectorInput.VariantOneofCase.Sparse => new VectorInput.Given(ToSparse(input.Sparse)),
            Wire.VectorInput.VariantOneofCase.MultiDense => new VectorInput.Given(ToMulti(input.MultiDense)),
            null or Wire.VectorInput.VariantOneofCase.None => throw StoreException.Malformed("VectorInput variant is missing"),
            _ => throw NoInference(),
        };

    public static VectorInput ToInput(Wire.VectorExample? example)
        => example?.ExampleCase switch
        {
            Wire.VectorExample.ExampleOneofCase.Id => new VectorInput.OfPoint(PointIds.ToKey(example.Id)),
            Wire.VectorExample.ExampleOneofCase.Vector => new VectorInput.Given(ToData(example.Vector)),
            _ => throw StoreException.Malformed("No example provided"),
        };

    public static VectorData.Sparse ToSparse(IEnumerable<uint> indices, IEnumerable<float> values) => new([.. indices], [.. values]);

#pragma warning disable CS0612 // clients and servers before 1.16 know only the deprecated fields; official ones still write and read them
    public static VectorData ToData(Wire.Vector vector)
        => vector.VectorCase switch
        {
            Wire.Vector.VectorOneofCase.Dense => ToDense(vector.Dense),
            Wire.Vector.VectorOneofCase.Sparse => ToSparse(vector.Sparse),
            Wire.Vector.VectorOneofCase.MultiDense => ToMulti(vector.MultiDense),
            Wire.Vector.VectorOneofCase.None when vector.Indices is not null => ToSparse(vector.Indices.Data, vector.Data),
            Wire.Vector.VectorOneofCase.None when vector.HasVectorsCount => ToMulti([.. vector.Data], vector.VectorsCount),
            Wire.Vector.VectorOneofCase.None => new VectorData.Dense([.. vector.Data]),
            _ => throw NoInference(),
        };
#pragma warning restore CS0612

    private static VectorData.Dense ToDense(Wire.DenseVector vector) => new([.. vector.Data]);

    private static VectorData.Sparse ToSparse(Wire.SparseVector vector) => ToSparse(vector.Indices, vector.Values);

    private static VectorData.Multi ToMulti(Wire.MultiDenseVector vector)
    {
        var size = vector.Vectors.Count == 0 ? 0 : vector.Vectors[0].Data.Count;
        if (vector.Vectors.Any(row => row.Data.Count != size))
        {
            throw StoreException.Validation("vectors", "all vectors must have the same dimension");
        }
        return new VectorData.Multi([.. vector.Vectors.SelectMany(row => row.Data)], size);
    }

    private static VectorData.Multi ToMulti(float[] values, uint count)
        => count > 0 && values.Length % count == 0
            ? new VectorData.Multi(values, values.Length / (int)count)
            : throw StoreException.Malformed("vector data is not a multiple of vectors_count");

    private static Wire.VectorOutput ToWire(VectorData data)
        => data switch
        {
            VectorData.Sparse sparse => new Wire.VectorOutput { Sparse = new Wire.SparseVector { Indices = { sparse.Indices }, Values = { sparse.Values } } },
            VectorData.Multi multi => new Wire.VectorOutput
            {
                MultiDense = new Wire.MultiDenseVector { Vectors = { Enumerable.Range(0, multi.Rows).Select(row => new Wire.DenseVector { Data = { multi.Row(row).ToArray() } }) } },
            },
            _ => new Wire.VectorOutput { Dense = new Wire.DenseVector { Data = { ((VectorData.Dense)data).Values } } },
        };

    private static StoreException NoInference()
        => StoreException.BadRequest("InferenceService is not initialized. Please check if it was properly configured and initialized during startup.");
}
