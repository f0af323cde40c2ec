using EventAi.Emulators.Qdrant.State.Filters;

namespace EventAi.Emulators.Qdrant.State;

/// <content>Counting.</content>
internal sealed partial class Collection
{
    public CollectionSummary Summarize()
        => Read(points => new CollectionSummary(points.Count, [.. points.Indexes.Select(index => (index.Definition, index.Points))]));

    public int Count(PointFilter? filter) => Read(points => filter is null ? points.Count : points.Matching(filter).Count());
}
