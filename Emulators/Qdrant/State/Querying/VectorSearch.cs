namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>Finds the best points of a whole collection for a scorer.</summary>
internal sealed class VectorSearch(PointTable points, VectorStore store, PointFilter? filter, IReadOnlySet<int> excluded, int wanted, float lowest)
{
    /// <summary>Numbers to multiply from which on a scan uses several threads; below, starting them costs more than it saves.</summary>
    private const long ParallelWork = 8_000_000;

    /// <summary>What the payload indexes tell of the filter.</summary>
    public CandidateSlots? Candidates { get; } = filter?.Candidates(points);

    /// <summary>Every vector, or every one that an index leaves over, is compared.</summary>
    public TopHits Scan(Scorer scorer)
        => Candidates is { } candidates ? Scan(scorer, candidates.Slots)
            : (long)points.SlotCount * Math.Max(1, store.Parameters.Size) < ParallelWork || Environment.ProcessorCount == 1
                ? Scan(scorer, 0, points.SlotCount)
                : ScanParallel(scorer);

    /// <summary>Only the points that share a dimension with the target.</summary>
    public TopHits Scan(SparseStore sparse, VectorData.Sparse target)
    {
        var top = NewTop();
        sparse.Scan(target, points.SlotCount, NewFilter(), top);
        return top;
    }

    /// <summary>Only some points, all of which have passed the filter.</summary>
    public TopHits Rate(Scorer scorer, IEnumerable<int> slots)
    {
        var top = NewTop();
        foreach (var slot in slots)
        {
            if (store.Has(slot) && !excluded.Contains(slot) && scorer.Score(slot) is var score && top.Admits(score))
            {
                top.Offer(score, slot);
            }
        }
        return top;
    }

    public TopHits NewTop() => new(points, wanted, lowest);

    /// <summary>For one thread: it has scratch space of its own.</summary>
    public LiveFilter NewFilter() => new(points, store, filter, Candidates, excluded, []);

    public TopHits Scan(Scorer scorer, int from, int to)
    {
        var top = NewTop();
        var live = NewFilter();
        for (var slot = from; slot < to; slot++)
        {
            Consider(top, scorer, slot, live);
        }
        return top;
    }

    private TopHits Scan(Scorer scorer, IEnumerable<int> slots)
    {
        var top = NewTop();
        var live = NewFilter();
        foreach (var slot in slots)
        {
            Consider(top, scorer, slot, live);
        }
        return top;
    }

    private TopHits ScanParallel(Scorer scorer)
    {
        var parts = new TopHits[Environment.ProcessorCount];
        Parallel.For(0, parts.Length, part => parts[part] = Scan(
            scorer, (int)((long)points.SlotCount * part / parts.Length), (int)((long)points.SlotCount * (part + 1) / parts.Length)));
        foreach (var other in parts.AsSpan(1))
        {
            parts[0].Merge(other);
        }
        return parts[0];
    }

    private void Consider(TopHits top, Scorer scorer, int slot, LiveFilter live)
    {
        if (store.Has(slot))
        {
            Offer(top, slot, scorer.Score(slot), live);
        }
    }

    /// <summary>The filter comes last: for all but the best points so far, the score has already decided.</summary>
    private static void Offer(TopHits top, int slot, float score, LiveFilter live)
    {
        if (top.Admits(score) && live.Accepts(slot))
        {
            top.Offer(score, slot);
        }
    }
}
