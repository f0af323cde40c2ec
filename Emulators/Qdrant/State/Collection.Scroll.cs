using EventAi.Emulators.Qdrant.State.Filters;

namespace EventAi.Emulators.Qdrant.State;

/// <content>Reading points in the order of their ids.</content>
internal sealed partial class Collection
{
    /// <summary>A page of points from <paramref name="from"/> on, and the id the next page begins with, if there is one.</summary>
    public (IReadOnlyList<PointRecord> Points, PointKey? Next) Scroll(PointFilter? filter, PointKey? from, int limit, VectorSelection vectors)
        => Read<(IReadOnlyList<PointRecord>, PointKey?)>(points =>
        {
            var page = new List<PointRecord>(Math.Min(limit, points.Count));
            var scratch = new List<PayloadValue>();
            var ids = Ordered(points, filter);
            for (var i = from is { } first ? LowerBound(ids, first) : 0; i < ids.Length; i++)
            {
                if (!points.TryFind(ids[i], out var slot) || (filter is not null && !points.Matches(filter, slot, scratch)))
                {
                    continue;
                }
                if (page.Count == limit)
                {
                    return (page, ids[i]);
                }
                page.Add(Record(points, slot, vectors, score: 0));
            }
            return (page, null);
        });

    private static PointKey[] Ordered(PointTable points, PointFilter? filter)
    {
        if (filter?.Candidates(points) is not { } candidates)
        {
            return points.SortedIds();
        }
        PointKey[] ids = [.. candidates.Select(points.Id)];
        Array.Sort(ids);
        return ids;
    }

    private static int LowerBound(PointKey[] sorted, PointKey key)
    {
        var index = Array.BinarySearch(sorted, key);
        return index < 0 ? ~index : index;
    }
}
