using System.Security.Cryptography;

namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>One query on the points as they are now; the caller holds them still.</summary>
internal sealed class QueryRun(PointTable points, CollectionParameters parameters)
{
    public List<Hit> Run(QueryPlan plan)
    {
        var hits = Stage(plan, null, (int)Math.Min((long)plan.Limit + plan.Offset, int.MaxValue), 0);
        return plan.Offset == 0 && hits.Count <= plan.Limit ? hits : [.. hits.Skip(plan.Offset).Take(plan.Limit)];
    }

    private List<Hit> Stage(QueryPlan plan, PointFilter? outer, int wanted, int depth)
    {
        if (depth > QueryPlan.MaxDepth)
        {
            throw StoreException.BadInput($"Validation failed: prefetches depth {depth} exceeds max depth {QueryPlan.MaxDepth}");
        }
        var filter = PointFilter.Both(outer, plan.Filter);
        if (plan.Prefetches.Count == 0)
        {
            return plan.Kind switch
            {
                null => ById(filter, wanted),
                QueryKind.OrderBy order => FieldOrdering.Sorted(points, order.Order, points.Matching(filter), wanted),
                QueryKind.Sample => Sample([.. points.Matching(filter)], wanted),
                QueryKind.FuseRanks or QueryKind.FuseScores => throw StoreException.BadInput("Validation failed: cannot apply Fusion without prefetches"),
                QueryKind.Rescore => throw StoreException.BadInput("Validation failed: cannot apply Formula without prefetches"),
                _ => ByVector(plan, filter, null, wanted),
            };
        }
        var lists = plan.Prefetches.Select(prefetch => Stage(prefetch, filter, prefetch.Limit, depth + 1)).ToList();
        return plan.Kind switch
        {
            null => throw StoreException.BadRequest(
                "A query is needed to merge the prefetches. Can't have prefetches without defining a query."),
            QueryKind.FuseRanks fusion => Above(plan.Threshold, Fusion.ByRanks(points, lists, fusion.K, fusion.Weights), wanted),
            QueryKind.FuseScores => Above(plan.Threshold, Fusion.ByScores(points, lists), wanted),
            QueryKind.Rescore rescore => Above(plan.Threshold, Rescored(rescore.Formula, lists), wanted),
            QueryKind.OrderBy order => FieldOrdering.Sorted(points, order.Order, Union(lists), wanted),
            QueryKind.Sample => Sample([.. Union(lists)], wanted),
            _ => ByVector(plan, filter, Union(lists), wanted),
        };
    }

    private List<Hit> ById(PointFilter? filter, int wanted)
        => [.. points.InOrder(filter, null).Take(wanted).Select(slot => new Hit(slot, 1))];

    private static List<Hit> Sample(int[] slots, int wanted)
    {
        RandomNumberGenerator.Shuffle<int>(slots);
        return [.. slots.Take(wanted).Select(slot => new Hit(slot, 1))];
    }

    private List<Hit> Rescored(Formula formula, List<List<Hit>> lists)
    {
        var scores = new Dictionary<int, float?[]>();
        for (var i = 0; i < lists.Count; i++)
        {
            foreach (var hit in lists[i])
            {
                if (!scores.TryGetValue(hit.Slot, out var own))
                {
                    scores[hit.Slot] = own = new float?[lists.Count];
                }
                own[i] = hit.Score;
            }
        }
        return [.. scores
            .Select(pair => new Hit(pair.Key, (float)formula.Expression(new FormulaContext(points, pair.Key, pair.Value, formula.Defaults))))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => points.Id(hit.Slot))];
    }

    private static List<Hit> Above(float? threshold, List<Hit> hits, int wanted)
        => [.. hits.Where(hit => threshold is null || hit.Score >= threshold).Take(wanted)];

    private static IEnumerable<int> Union(List<List<Hit>> lists) => lists.SelectMany(list => list).Select(hit => hit.Slot).Distinct();

    /// <summary>The kinds that compare vectors, among all points or among those that prefetches found.</summary>
    private List<Hit> ByVector(QueryPlan plan, PointFilter? filter, IEnumerable<int>? among, int wanted)
    {
        var vector = parameters.Vector(plan.Using);
        var store = points.Vectors[plan.Using];
        var excluded = new HashSet<int>();
        var open = among is null ? filter : null; // what prefetches found has passed it
        switch (plan.Kind)
        {
            case QueryKind.Nearest nearest:
                return Nearest(Take(nearest.Target));
            case QueryKind.Recommend { Strategy: RecommendStrategy.AverageVector } average:
                return Nearest(VectorAverage.Of([.. average.Positive.Select(Take)], [.. average.Negative.Select(Take)]));
            case QueryKind.Recommend recommend:
                Scorer[] positive = [.. recommend.Positive.Select(Compare)];
                Scorer[] negative = [.. recommend.Negative.Select(Compare)];
                return ByExamples(recommend.Strategy == RecommendStrategy.BestScore
                    ? ExampleScorers.BestScore(positive, negative)
                    : ExampleScorers.SumScores(positive, negative));
            case QueryKind.Discover discover:
                return ByExamples(ExampleScorers.Discover(Compare(discover.Target), Pairs(discover.Pairs)));
            case QueryKind.Context context:
                return ByExamples(ExampleScorers.Context(Pairs(context.Pairs)));
            case QueryKind.Diverse diverse:
                var target = Take(diverse.Target);
                var limit = wanted;
                wanted = Math.Max(limit, diverse.Candidates ?? 0);
                return Diversity.Select(store, store.Compare(vector.Prepare(target)), Nearest(target), diverse.Lambda, limit);
            default:
                throw StoreException.Unsupported($"A query of the kind {plan.Kind?.GetType().Name}");
        }

        List<Hit> Nearest(VectorData given)
        {
            var search = new VectorSearch(points, store, open, excluded, Math.Min(wanted, points.Count), vector.Distance.ThresholdSimilarity(plan.Threshold));
            var prepared = vector.Prepare(given);
            if (store is SparseStore sparse && vector.Idf)
            {
                prepared = sparse.WithIdf((VectorData.Sparse)prepared);
            }
            var found = among is not null ? search.Rate(store.Compare(prepared), among)
                : store is SparseStore inverted ? search.Scan(inverted, (VectorData.Sparse)prepared)
                : store is DenseStore dense && new GraphSearch(points, dense, open, search, plan.Options, Math.Min(wanted, points.Count))
                    .Run(((VectorData.Dense)prepared).Values) is { } walked ? walked
                : search.Scan(store.Compare(prepared));
            return found.Sorted().ConvertAll(hit => new Hit(hit.Slot, vector.Distance.ToScore(hit.Similarity)));
        }

        List<Hit> ByExamples(Scorer scorer)
        {
            var search = new VectorSearch(points, store, open, excluded, Math.Min(wanted, points.Count), plan.Threshold ?? float.NegativeInfinity);
            return (among is null ? search.Scan(scorer) : search.Rate(scorer, among)).Sorted().ConvertAll(hit => new Hit(hit.Slot, hit.Similarity));
        }

        (Scorer Positive, Scorer Negative)[] Pairs(IReadOnlyList<ContextPair> pairs) => [.. pairs.Select(pair => (Compare(pair.Positive), Compare(pair.Negative)))];

        Scorer Compare(VectorInput input) => store.Compare(vector.Prepare(Take(input)));

        VectorData Take(VectorInput input)
        {
            if (input is VectorInput.Given given)
            {
                return given.Vector;
            }
            var id = ((VectorInput.OfPoint)input).Id;
            if (!points.TryFind(id, out var slot))
            {
                throw StoreException.NotFound($"No point with id {id} found");
            }
            excluded.Add(slot);
            return store.Has(slot) ? store.Get(slot) : throw StoreException.NotFound($"Vector with name {plan.Using} for point {id} not found");
        }
    }
}
