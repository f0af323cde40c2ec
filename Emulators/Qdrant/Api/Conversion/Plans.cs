namespace EventAi.Emulators.Qdrant.Api.Conversion;

/// <summary>Query messages, those of older calls among them, as plans.</summary>
internal static class Plans
{
    private const ulong DefaultLimit = 10;

    public static QueryPlan ToPlan(CollectionStore store, Wire.QueryPoints request)
        => Checked(new QueryPlan(
            [.. request.Prefetch.Select(prefetch => ToPlan(store, prefetch))],
            ToKind(request.Query),
            request.Using,
            Filters.ToFilterOrNull(request.Filter),
            ToOptions(request.Params),
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Limit(request.HasLimit ? request.Limit : DefaultLimit),
            Offset(request.Offset),
            ToLookup(store, request.LookupFrom)));

    public static QueryPlan ToPlan(CollectionStore store, Wire.QueryPointGroups request)
        => Checked(new QueryPlan(
            [.. request.Prefetch.Select(prefetch => ToPlan(store, prefetch))],
            ToKind(request.Query),
            request.Using,
            Filters.ToFilterOrNull(request.Filter),
            ToOptions(request.Params),
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Limit(request.HasLimit ? request.Limit : DefaultLimit),
            0,
            ToLookup(store, request.LookupFrom)));

    public static QueryPlan ToPlan(Wire.SearchPoints request)
        => new(
            [],
            new QueryKind.Nearest(Target(request.Vector, request.SparseIndices)),
            request.VectorName,
            Filters.ToFilterOrNull(request.Filter),
            ToOptions(request.Params),
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Limit(request.Limit),
            Offset(request.Offset),
            null);

    public static QueryPlan ToPlan(Wire.SearchPointGroups request)
        => new(
            [],
            new QueryKind.Nearest(Target(request.Vector, request.SparseIndices)),
            request.VectorName,
            Filters.ToFilterOrNull(request.Filter),
            ToOptions(request.Params),
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Limit(request.Limit),
            0,
            null);

    public static QueryPlan ToPlan(CollectionStore store, Wire.RecommendPoints request)
        => new(
            [],
            ToRecommend(request.Positive, request.PositiveVectors, request.Negative, request.NegativeVectors, request.Strategy),
            request.Using,
            Filters.ToFilterOrNull(request.Filter),
            ToOptions(request.Params),
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Limit(request.Limit),
            Offset(request.Offset),
            ToLookup(store, request.LookupFrom));

    public static QueryPlan ToPlan(CollectionStore store, Wire.RecommendPointGroups request)
        => new(
            [],
            ToRecommend(request.Positive, request.PositiveVectors, request.Negative, request.NegativeVectors, request.Strategy),
            request.Using,
            Filters.ToFilterOrNull(request.Filter),
            ToOptions(request.Params),
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Limit(request.Limit),
            0,
            ToLookup(store, request.LookupFrom));

    public static QueryPlan ToPlan(CollectionStore store, Wire.DiscoverPoints request)
    {
        var pairs = request.Context.Select(pair => new ContextPair(Vectors.ToInput(pair.Positive), Vectors.ToInput(pair.Negative))).ToList();
        return new QueryPlan(
            [],
            request.Target is null ? new QueryKind.Context(pairs) : new QueryKind.Discover(Vectors.ToInput(request.Target.Single), pairs),
            request.Using,
            Filters.ToFilterOrNull(request.Filter),
            ToOptions(request.Params),
            null,
            Limit(request.Limit),
            Offset(request.Offset),
            ToLookup(store, request.LookupFrom));
    }

    public static FieldOrder ToOrder(Wire.OrderBy order)
        => new(PayloadPath.Parse(order.Key), order.Direction == Wire.Direction.Desc, order.StartFrom?.ValueCase switch
        {
            Wire.StartFrom.ValueOneofCase.Integer => order.StartFrom.Integer,
            Wire.StartFrom.ValueOneofCase.Float => order.StartFrom.Float,
            Wire.StartFrom.ValueOneofCase.Timestamp => PayloadTime.Microseconds(Filters.ToTime(order.StartFrom.Timestamp)!.Value),
            Wire.StartFrom.ValueOneofCase.Datetime => PayloadTime.TryParse(order.StartFrom.Datetime, out var time)
                ? PayloadTime.Microseconds(time)
                : throw StoreException.Malformed($"Malformed datetime: {order.StartFrom.Datetime}"),
            _ => null,
        });

    private static QueryPlan ToPlan(CollectionStore store, Wire.PrefetchQuery request)
        => Checked(new QueryPlan(
            [.. request.Prefetch.Select(prefetch => ToPlan(store, prefetch))],
            ToKind(request.Query),
            request.Using,
            Filters.ToFilterOrNull(request.Filter),
            ToOptions(request.Params),
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Limit(request.HasLimit ? request.Limit : DefaultLimit),
            0,
            ToLookup(store, request.LookupFrom)));

    /// <summary>The combinations that Qdrant refuses (lib/collection: collection_query.rs).</summary>
    private static QueryPlan Checked(QueryPlan plan)
        => plan switch
        {
            { Prefetches.Count: > 0, Kind: null } => throw StoreException.BadRequest(
                "A query is needed to merge the prefetches. Can't have prefetches without defining a query."),
            { Threshold: not null, Kind: QueryKind.OrderBy } => throw StoreException.BadRequest("Can't use score_threshold with an order_by query."),
            { Threshold: not null, Kind: null } => throw StoreException.BadRequest(
                "A query is needed to use the score_threshold. Can't have score_threshold without defining a query."),
            { Kind: QueryKind.FuseRanks or QueryKind.FuseScores, Using.Length: > 0 } => throw StoreException.BadRequest(
                "Fusion queries cannot be combined with the 'using' field."),
            _ => plan,
        };

    private static QueryKind? ToKind(Wire.Query? query)
        => query?.VariantCase switch
        {
            null => null,
            Wire.Query.VariantOneofCase.Nearest => new QueryKind.Nearest(Vectors.ToInput(query.Nearest)),
            Wire.Query.VariantOneofCase.NearestWithMmr => new QueryKind.Diverse(
                Vectors.ToInput(query.NearestWithMmr.Nearest),
                query.NearestWithMmr.Mmr is { HasDiversity: true } mmr ? 1 - Fraction(mmr.Diversity) : 0.5f,
                query.NearestWithMmr.Mmr is { HasCandidatesLimit: true } limited ? (int)Math.Min(limited.CandidatesLimit, int.MaxValue) : null),
            Wire.Query.VariantOneofCase.Recommend => Recommend(
                [.. query.Recommend.Positive.Select(Vectors.ToInput)], [.. query.Recommend.Negative.Select(Vectors.ToInput)], query.Recommend.Strategy),
            Wire.Query.VariantOneofCase.Discover => new QueryKind.Discover(Vectors.ToInput(query.Discover.Target), ToPairs(query.Discover.Context)),
            Wire.Query.VariantOneofCase.Context => new QueryKind.Context(ToPairs(query.Context)),
            Wire.Query.VariantOneofCase.OrderBy => new QueryKind.OrderBy(ToOrder(query.OrderBy)),
            Wire.Query.VariantOneofCase.Fusion when query.Fusion == Wire.Fusion.Dbsf => new QueryKind.FuseScores(),
            Wire.Query.VariantOneofCase.Fusion => new QueryKind.FuseRanks(Fusion.DefaultK, null),
            Wire.Query.VariantOneofCase.Rrf => new QueryKind.FuseRanks(
                query.Rrf.HasK ? (int)Math.Clamp(query.Rrf.K, 1, int.MaxValue) : Fusion.DefaultK, query.Rrf.Weights.Count > 0 ? [.. query.Rrf.Weights] : null),
            Wire.Query.VariantOneofCase.Sample => new QueryKind.Sample(),
            Wire.Query.VariantOneofCase.Formula => new QueryKind.Rescore(Formulas.ToFormula(query.Formula)),
            Wire.Query.VariantOneofCase.None => throw StoreException.Malformed("Query variant is missing"),
            var other => throw StoreException.Unsupported($"A query of the kind {other}"),
        };

    private static float Fraction(float value)
        => value is >= 0 and <= 1 ? value : throw StoreException.Validation("diversity", $"value {value} invalid, must be from 0.0 to 1.0");

    private static IReadOnlyList<ContextPair> ToPairs(Wire.ContextInput? context)
        => [.. context?.Pairs.Select(pair => new ContextPair(Vectors.ToInput(pair.Positive), Vectors.ToInput(pair.Negative))) ?? []];

    private static QueryKind ToRecommend(
        IEnumerable<Wire.PointId> positive, IEnumerable<Wire.Vector> positiveVectors, IEnumerable<Wire.PointId> negative, IEnumerable<Wire.Vector> negativeVectors,
        Wire.RecommendStrategy strategy)
        => Recommend(Examples(positive, positiveVectors), Examples(negative, negativeVectors), strategy);

    private static List<VectorInput> Examples(IEnumerable<Wire.PointId> ids, IEnumerable<Wire.Vector> vectors)
        => [.. ids.Select(id => new VectorInput.OfPoint(PointIds.ToKey(id))), .. vectors.Select(vector => new VectorInput.Given(Vectors.ToData(vector)))];

    private static QueryKind.Recommend Recommend(IReadOnlyList<VectorInput> positive, IReadOnlyList<VectorInput> negative, Wire.RecommendStrategy strategy)
    {
        if (positive.Count == 0 && strategy == Wire.RecommendStrategy.AverageVector)
        {
            throw StoreException.BadRequest("At least one positive vector ID required with this strategy");
        }
        return positive.Count + negative.Count == 0
            ? throw StoreException.BadRequest("At least one positive or negative vector ID required with this strategy")
            : new QueryKind.Recommend(positive, negative, strategy switch
            {
                Wire.RecommendStrategy.BestScore => RecommendStrategy.BestScore,
                Wire.RecommendStrategy.SumScores => RecommendStrategy.SumScores,
                _ => RecommendStrategy.AverageVector,
            });
    }

    private static VectorInput.Given Target(IEnumerable<float> vector, Wire.SparseIndices? indices)
        => new(indices is null ? new VectorData.Dense([.. vector]) : Vectors.ToSparse(indices.Data, vector));

    private static LookupSource? ToLookup(CollectionStore store, Wire.LookupLocation? lookup)
        => lookup is null ? null : new LookupSource(store.Get(lookup.CollectionName), lookup.HasVectorName ? lookup.VectorName : null);

    private static SearchOptions ToOptions(Wire.SearchParams? parameters)
        => parameters is null ? SearchOptions.Default : new SearchOptions(
            parameters.HasHnswEf ? (int)Math.Min(parameters.HnswEf, int.MaxValue) : null,
            parameters.Exact,
            parameters.IndexedOnly,
            parameters.Quantization?.Ignore ?? false,
            parameters.Quantization is not { HasRescore: true } || parameters.Quantization.Rescore,
            parameters.Quantization is { HasOversampling: true } ? Math.Max(1, parameters.Quantization.Oversampling) : 1);

    private static int Limit(ulong limit)
        => limit == 0 ? throw StoreException.Validation("limit", "value 0 invalid, must be 1 or larger") : (int)Math.Min(limit, int.MaxValue);

    private static int Offset(ulong offset) => (int)Math.Min(offset, int.MaxValue);
}
