namespace EventAi.Emulators.Qdrant.State;

/// <content>Inserting points or replacing them whole, and changing their vectors.</content>
internal sealed partial class Collection
{
    /// <summary>All points or, if one does not fit the collection, none.</summary>
    /// <param name="filter">Points that exist and do not pass are left as they are.</param>
    public ulong Upsert(IReadOnlyList<NewPoint> points, PointFilter? filter = null, UpdateMode mode = UpdateMode.Upsert)
    {
        var mutations = new List<Mutation>(points.Count);
        foreach (var point in points)
        {
            mutations.Add(new Mutation.PutPoint(point.Id, Prepared(point.Vectors), point.Payload));
        }
        return Write(() => filter is null && mode == UpdateMode.Upsert ? mutations
            : mutations.FindAll(mutation => _points.TryFind(((Mutation.PutPoint)mutation).Id, out var slot)
                ? mode != UpdateMode.InsertOnly && (filter is null || _points.Matches(filter, slot, []))
                : mode != UpdateMode.UpdateOnly));
    }

    /// <summary>Replaces vectors of existing points; a point that is missing fails the whole.</summary>
    public ulong UpdateVectors(IReadOnlyList<NewPoint> points, PointFilter? filter = null)
    {
        var mutations = new List<Mutation>(points.Count);
        foreach (var point in points)
        {
            mutations.Add(new Mutation.PutVectors(point.Id, Prepared(point.Vectors)));
        }
        return Write(() =>
        {
            var passing = new List<Mutation>(mutations.Count);
            for (var i = 0; i < points.Count; i++)
            {
                if (!_points.TryFind(points[i].Id, out var slot))
                {
                    throw StoreException.NotFound($"No point with id {points[i].Id} found");
                }
                if (filter is null || _points.Matches(filter, slot, []))
                {
                    passing.Add(mutations[i]);
                }
            }
            return passing;
        });
    }

    /// <summary>Takes vectors from points, which stay.</summary>
    public ulong DeleteVectors(PointSelection selection, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            _ = Parameters.Vector(name);
        }
        return Write(() => [.. Select(selection, missingIsError: false).Select(id => new Mutation.DropVectors(id, names))]);
    }

    /// <summary>The vectors checked against the collection's parameters and brought into the form in which they are stored.</summary>
    private NamedVector[] Prepared(IReadOnlyList<NamedVector> vectors)
    {
        var prepared = new NamedVector[vectors.Count];
        for (var i = 0; i < prepared.Length; i++)
        {
            prepared[i] = new NamedVector(vectors[i].Name, Parameters.Vector(vectors[i].Name).Prepare(vectors[i].Data));
        }
        return prepared;
    }
}
