namespace EventAi.Emulators.Qdrant.State;

/// <content>Inserting points, or replacing them whole.</content>
internal sealed partial class Collection
{
    /// <summary>All points or, if one does not fit the collection, none.</summary>
    public ulong Upsert(IReadOnlyList<NewPoint> points)
    {
        var mutations = new List<Mutation>(points.Count);
        foreach (var point in points)
        {
            mutations.Add(new Mutation.PutPoint(point.Id, Prepared(point.Vectors), point.Payload));
        }
        return Write(() => mutations);
    }

    /// <summary>Replaces vectors of existing points; a point that is missing fails the whole.</summary>
    public ulong UpdateVectors(IReadOnlyList<NewPoint> points)
    {
        var mutations = new List<Mutation>(points.Count);
        foreach (var point in points)
        {
            mutations.Add(new Mutation.PutVectors(point.Id, Prepared(point.Vectors)));
        }
        return Write(() =>
        {
            foreach (var point in points)
            {
                if (!_points.TryFind(point.Id, out _))
                {
                    throw StoreException.NotFound($"No point with id {point.Id} found");
                }
            }
            return mutations;
        });
    }

    /// <summary>The vectors checked against the collection's parameters, and of length 1 where the metric is cosine.</summary>
    private NamedVector[] Prepared(IReadOnlyList<NamedVector> vectors)
    {
        var prepared = new NamedVector[vectors.Count];
        for (var i = 0; i < prepared.Length; i++)
        {
            prepared[i] = new NamedVector(vectors[i].Name, Prepared(Parameters.Vector(vectors[i].Name), vectors[i].Data));
        }
        return prepared;
    }

    private static float[] Prepared(VectorParameters parameters, float[] vector)
    {
        if (vector.Length != parameters.Size)
        {
            throw StoreException.BadInput($"Vector dimension error: expected dim: {parameters.Size}, got {vector.Length}");
        }
        if (Array.Exists(vector, value => !float.IsFinite(value)))
        {
            throw StoreException.BadInput("Vector contains a value that is not a finite number");
        }
        var copy = vector.AsSpan().ToArray();
        parameters.Distance.Prepare(copy);
        return copy;
    }
}
