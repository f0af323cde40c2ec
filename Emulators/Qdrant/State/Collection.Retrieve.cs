namespace EventAi.Emulators.Qdrant.State;

/// <content>Reading points by id.</content>
internal sealed partial class Collection
{
    /// <summary>In the order asked for; ids that do not exist are left out.</summary>
    public IReadOnlyList<PointRecord> Retrieve(IReadOnlyList<PointKey> ids, VectorSelection vectors)
        => Read(points =>
        {
            var found = new List<PointRecord>(ids.Count);
            var seen = new HashSet<PointKey>();
            foreach (var id in ids)
            {
                if (seen.Add(id) && points.TryFind(id, out var slot))
                {
                    found.Add(Record(points, slot, vectors, score: 0));
                }
            }
            return found;
        });

    private static PointRecord Record(PointTable points, int slot, VectorSelection selection, float score, OrderValue? order = null)
    {
        List<NamedVector> vectors = [];
        foreach (var (name, store) in points.Vectors)
        {
            if (selection.Holds(name) && store.Has(slot))
            {
                vectors.Add(new NamedVector(name, store.Get(slot)));
            }
        }
        return new PointRecord(points.Id(slot), points.Version(slot), points.Payload(slot), vectors, score, order);
    }
}
