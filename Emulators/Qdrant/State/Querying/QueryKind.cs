namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>What a query looks for.</summary>
internal abstract record QueryKind
{
    public sealed record Nearest(VectorInput Target) : QueryKind;

    /// <summary>Maximal marginal relevance: near the target, but far from each other.</summary>
    /// <param name="Lambda">1 for relevance only, 0 for diversity only.</param>
    /// <param name="Candidates">Number of nearest points to choose from; null for the query's limit.</param>
    public sealed record Diverse(VectorInput Target, float Lambda, int? Candidates) : QueryKind;

    public sealed record Recommend(IReadOnlyList<VectorInput> Positive, IReadOnlyList<VectorInput> Negative, RecommendStrategy Strategy) : QueryKind;

    /// <summary>The points near the target in the region that the pairs delimit.</summary>
    public sealed record Discover(VectorInput Target, IReadOnlyList<ContextPair> Pairs) : QueryKind;

    public sealed record Context(IReadOnlyList<ContextPair> Pairs) : QueryKind;

    /// <summary>By a payload value that a range index holds.</summary>
    public sealed record OrderBy(FieldOrder Order) : QueryKind;

    /// <summary>Reciprocal rank fusion of the prefetches.</summary>
    public sealed record FuseRanks(int K, IReadOnlyList<float>? Weights) : QueryKind;

    /// <summary>Fusion by scores, each list normalized by its mean and three standard deviations.</summary>
    public sealed record FuseScores : QueryKind;

    public sealed record Sample : QueryKind;

    public sealed record Rescore(Formula Formula) : QueryKind;
}
