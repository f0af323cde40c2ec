using System.Runtime.CompilerServices;
using EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>Nodes whose points hold the vector, pass the filter and are no examples of the query.</summary>
/// <param name="candidates">The only slots that can pass; null where no index tells.</param>
internal readonly struct LiveFilter(
    PointTable points, VectorStore store, PointFilter? filter, CandidateSlots? candidates, IReadOnlySet<int> excluded, List<PayloadValue> scratch) : INodeFilter
{
    private readonly SlotSet? _known = candidates?.Slots;
    private readonly PointFilter? _open = candidates is { Exact: true } ? null : filter;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts(int slot) => (_known is null || _known.Contains(slot)) && Passes(slot);

    private bool Passes(int slot)
        => store.Has(slot) && (excluded.Count == 0 || !excluded.Contains(slot)) && (_open is null || points.Matches(_open, slot, scratch));
}
