using EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>
/// The nearest points by way of a graph: it is walked by codes, what it finds is compared by the vectors; what is not in it yet is compared
/// one by one. Where a filter lets few points pass, those are compared and the graph is left alone, so that filters cost no recall.
/// </summary>
internal sealed unsafe class GraphSearch(PointTable points, DenseStore store, PointFilter? filter, VectorSearch search, SearchOptions options, int wanted)
{
    /// <summary>Comparisons of a walk per candidate that it keeps, roughly.</summary>
    private const int ComparisonsPerCandidate = 30;

    /// <summary>Codes of known slots that are compared one by one while a walk makes one comparison: it also tests the filter, keeps heaps and waits for memory.</summary>
    private const int ScannedPerComparison = 4;

    /// <summary>So few matching points that their vectors are compared straight away.</summary>
    private const int Few = 2000;
    private const int Sample = 128;

    /// <summary>Codes that are on their way from memory while one is compared.</summary>
    private const int Ahead = 32;

    /// <summary>Null where comparing every vector is the better way.</summary>
    public TopHits? Run(float[] target)
    {
        if (options.Exact || wanted == 0 || store.Index is not { } index || index.Graph.Count == 0
            || wanted > store.Count / 4 || store.Kilobytes < store.Parameters.Index.FullScanThreshold)
        {
            return null;
        }
        var ef = Math.Max(options.Ef ?? Math.Max(index.Settings.EfConstruct, 64), (int)Math.Min(int.MaxValue / 2, Math.Ceiling(wanted * options.Oversampling)));
        var candidates = search.Candidates;
        if (filter is not null)
        {
            // To keep ef that pass, a walk compares ef * ComparisonsPerCandidate * store.Count / passing.
            var passing = candidates?.Slots.Count ?? EstimatePassing();
            var scanned = candidates is { Exact: true } ? ScannedPerComparison : 1;
            if ((double)passing * passing <= (double)scanned * ComparisonsPerCandidate * ef * store.Count)
            {
                return candidates is not { } few || passing <= Few || index.Codes is null ? null : ScanByCodes(index.Codes, index, few.Slots, target, ef);
            }
        }
        var top = search.NewTop();
        Walk(index, target, ef, search.NewFilter(), top);
        AddPending(index, target, top);
        return top;
    }

    private void Walk(DenseIndex index, float[] target, int ef, LiveFilter nodes, TopHits top)
    {
        var scorer = store.Compare(new VectorData.Dense(target));
        var rescore = options.Rescore || index.Settings.Quantization == Quantization.None;
        if (index.Signs is { } signs && !options.IgnoreQuantization)
        {
            // One bit per dimension ranks roughly: without a wish for more, twice as many candidates are compared again.
            index.Graph.Search(new BinaryScorer(signs, signs.Prepare(target)), nodes, rescore ? Math.Max(ef, 2 * wanted) : ef, (_, slot) => Offer(scorer.Score(slot), slot));
        }
        else if (index.Codes is { } codes && !(options.IgnoreQuantization && index.Settings.Quantization != Quantization.None))
        {
            var query = codes.Prepare(target);
            fixed (short* values = query.Values)
            {
                index.Graph.Search(
                    new CodeScorer(codes, values, query.Scale, query.Squared), nodes, ef, (similarity, slot) => Offer(rescore ? scorer.Score(slot) : similarity, slot));
            }
        }
        else
        {
            index.Graph.Search(new VectorScorer(store, target), nodes, ef, Offer);
        }

        void Offer(float similarity, int slot)
        {
            if (top.Admits(similarity))
            {
                top.Offer(similarity, slot);
            }
        }
    }

    /// <summary>Compares the codes of all points that may pass, then the vectors of the best.</summary>
    private TopHits ScanByCodes(Int8Codes codes, DenseIndex index, SlotSet candidates, float[] target, int ef)
    {
        var best = new TopHits(points, Math.Max(ef, 2 * wanted), float.NegativeInfinity);
        var nodes = search.NewFilter();
        var query = codes.Prepare(target);
        fixed (short* values = query.Values)
        {
            var scorer = new CodeScorer(codes, values, query.Scale, query.Squared);
            Span<int> ahead = stackalloc int[Ahead];
            var count = 0;
            foreach (var slot in candidates)
            {
                if (index.Graph.Holds(slot))
                {
                    scorer.Prefetch(slot);
                    ahead[count++] = slot;
                }
                if (count == Ahead)
                {
                    Compare(ahead, scorer);
                    count = 0;
                }
            }
            Compare(ahead[..count], scorer);
        }
        var top = search.NewTop();
        var exact = store.Compare(new VectorData.Dense(target));
        foreach (var (_, slot) in best.Unsorted)
        {
            if (exact.Score(slot) is var similarity && top.Admits(similarity))
            {
                top.Offer(similarity, slot);
            }
        }
        AddPending(index, target, top);
        return top;

        void Compare(ReadOnlySpan<int> slots, CodeScorer scorer)
        {
            foreach (var slot in slots)
            {
                if (scorer.Score(slot) is var similarity && best.Admits(similarity) && nodes.Accepts(slot))
                {
                    best.Offer(similarity, slot);
                }
            }
        }
    }

    private void AddPending(DenseIndex index, float[] target, TopHits top)
    {
        if (!options.IndexedOnly && index.Pending.Count > 0)
        {
            // The builder may be putting these into the graph just now: the walk may have found some of them.
            var found = top.Unsorted.Select(hit => hit.Slot).ToHashSet();
            var scorer = store.Compare(new VectorData.Dense(target));
            var nodes = search.NewFilter();
            foreach (var slot in index.Pending)
            {
                if (store.Has(slot) && scorer.Score(slot) is var similarity && top.Admits(similarity) && nodes.Accepts(slot) && found.Add(slot))
                {
                    top.Offer(similarity, slot);
                }
            }
        }
    }

    /// <summary>Without an index: the share of some points that pass, taken for the share of all.</summary>
    private int EstimatePassing()
    {
        var (seen, passing) = (0, 0);
        var scratch = new List<PayloadValue>();
        for (var i = 0; i < Sample; i++)
        {
            var slot = (int)((long)points.SlotCount * i / Sample);
            if (points.Holds(slot))
            {
                seen++;
                passing += points.Matches(filter!, slot, scratch) ? 1 : 0;
            }
        }
        return seen == 0 ? points.Count : (int)((long)points.Count * passing / seen);
    }
}
