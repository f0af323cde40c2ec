namespace EventAi.Emulators.Qdrant.State;

/// <content>Queries.</content>
internal sealed partial class Collection
{
    public IReadOnlyList<PointRecord> Query(QueryPlan plan, VectorSelection vectors)
    {
        var resolved = VectorResolver.Resolve(plan);
        return Read(points => new QueryRun(points, Parameters).Run(resolved).ConvertAll(hit => Record(points, hit.Slot, vectors, hit.Score, hit.Order)));
    }

    /// <summary>The vector of one point.</summary>
    public VectorData Vector(PointKey id, string name)
    {
        _ = Parameters.Vector(name);
        return Read(points => !points.TryFind(id, out var slot) ? throw StoreException.NotFound($"No point with id {id} found")
            : points.Vectors[name].Has(slot) ? points.Vectors[name].Get(slot)
            : throw StoreException.NotFound($"Vector with name {name} for point {id} not found"));
    }
}
