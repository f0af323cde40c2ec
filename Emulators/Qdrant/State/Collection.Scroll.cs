namespace EventAi.Emulators.Qdrant.State;

/// <content>Reading points page by page.</content>
internal sealed partial class Collection
{
    /// <summary>A page of points in the order of their ids from <paramref name="from"/> on, and the id the next page begins with, if there is one.</summary>
    public (IReadOnlyList<PointRecord> Points, PointKey? Next) Scroll(PointFilter? filter, PointKey? from, int limit, VectorSelection vectors)
        => Read<(IReadOnlyList<PointRecord>, PointKey?)>(points =>
        {
            var page = new List<PointRecord>(Math.Min(limit, points.Count));
            foreach (var slot in points.InOrder(filter, from))
            {
                if (page.Count == limit)
                {
                    return (page, points.Id(slot));
                }
                page.Add(Record(points, slot, vectors, score: 0));
            }
            return (page, null);
        });

    /// <summary>The first points in the order of a payload value.</summary>
    public IReadOnlyList<PointRecord> Scroll(PointFilter? filter, FieldOrder order, int limit, VectorSelection vectors)
        => Read(points => FieldOrdering.Sorted(points, order, points.Matching(filter), limit)
            .ConvertAll(hit => Record(points, hit.Slot, vectors, score: 0, hit.Order)));
}
