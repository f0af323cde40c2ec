using EventAi.Emulators.Qdrant.State.Filters;

namespace EventAi.Emulators.Qdrant.State;

/// <content>Exact search: every vector, or every one that an index leaves over, is compared.</content>
internal sealed partial class Collection
{
    /// <summary>Numbers to multiply from which on a search uses several threads; below, starting them costs more than it saves.</summary>
    private const long ParallelWork = 8_000_000;

    public IReadOnlyList<PointRecord> Search(NearestQuery query)
    {
        var parameters = Parameters.Vector(query.Using);
        var given = query.Vector is null ? null : Prepared(parameters, query.Vector);
        return Read(points =>
        {
            var store = points.Vectors[query.Using];
            var target = given ?? Example(points, store, query.Example!.Value);
            var wanted = (int)Math.Min((long)query.Limit + query.Offset, points.Count);
            var lowest = parameters.Distance.ThresholdSimilarity(query.Threshold);
            var excluded = given is null && points.TryFind(query.Example!.Value, out var own) ? own : -1;
            var hits = query.Filter?.Candidates(points) is { } candidates
                ? ScanSlots(candidates)
                : (long)points.SlotCount * parameters.Size < ParallelWork || Environment.ProcessorCount == 1
                    ? ScanRange(0, points.SlotCount)
                    : ScanParallel();
            return (IReadOnlyList<PointRecord>)[.. hits.Sorted().Skip(query.Offset).Take(query.Limit)
                .Select(hit => Record(points, hit.Slot, query.Vectors, parameters.Distance.ToScore(hit.Similarity)))];

            TopHits ScanRange(int from, int to)
            {
                var top = new TopHits(points, wanted, lowest);
                var scratch = new List<PayloadValue>();
                for (var slot = from; slot < to; slot++)
                {
                    Consider(top, slot, scratch);
                }
                return top;
            }

            TopHits ScanSlots(IEnumerable<int> slots)
            {
                var top = new TopHits(points, wanted, lowest);
                var scratch = new List<PayloadValue>();
                foreach (var slot in slots)
                {
                    Consider(top, slot, scratch);
                }
                return top;
            }

            TopHits ScanParallel()
            {
                var parts = new TopHits[Environment.ProcessorCount];
                Parallel.For(0, parts.Length, part => parts[part] = ScanRange(
                    (int)((long)points.SlotCount * part / parts.Length), (int)((long)points.SlotCount * (part + 1) / parts.Length)));
                foreach (var other in parts.AsSpan(1))
                {
                    parts[0].Merge(other);
                }
                return parts[0];
            }

            // The filter comes last: for all but the best points so far, the comparison of vectors has already decided.
            void Consider(TopHits top, int slot, List<PayloadValue> scratch)
            {
                if (!store.Has(slot) || slot == excluded)
                {
                    return;
                }
                var similarity = parameters.Distance.Similarity(target, store[slot]);
                if (top.Admits(similarity) && (query.Filter is null || points.Matches(query.Filter, slot, scratch)))
                {
                    top.Offer(similarity, slot);
                }
            }
        });
    }

    /// <summary>Without a query: the points in the order of their ids, with score 0.</summary>
    public IReadOnlyList<PointRecord> Browse(PointFilter? filter, int limit, int offset, VectorSelection vectors)
        => [.. Scroll(filter, from: null, (int)Math.Min((long)limit + offset, int.MaxValue), vectors).Points.Skip(offset)];

    private static float[] Example(PointTable points, VectorStore store, PointKey id)
        => !points.TryFind(id, out var slot) ? throw StoreException.NotFound($"No point with id {id} found")
            : store.Has(slot) ? store[slot].ToArray()
            : throw StoreException.BadInput($"Point {id} does not have the vector that is searched");
}
