using EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>Nodes whose points hold the vector, pass the filter and are no examples of the query.</summary>
internal readonly struct LiveFilter(
    PointTable points, VectorStore store, PointFilter? filter, HashSet<int>? candidates, IReadOnlySet<int> excluded, List<PayloadValue> scratch) : INodeFilter
{
    public bool Accepts(int slot)
        => store.Has(slot) && (excluded.Count == 0 || !excluded.Contains(slot))
            && (filter is null || ((candidates is null || candidates.Contains(slot)) && points.Matches(filter, slot, scratch)));
}
