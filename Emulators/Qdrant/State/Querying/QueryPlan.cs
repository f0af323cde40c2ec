namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>A query, or one stage of it: what its prefetches find is rated by its kind; without prefetches, the whole collection is.</summary>
/// <param name="Kind">Null for the points in the order of their ids.</param>
/// <param name="Using">The vector's name.</param>
/// <param name="Filter">Holds for the prefetches too.</param>
/// <param name="Threshold">Lowest score, or greatest where the metric counts distance.</param>
internal sealed record QueryPlan(
    IReadOnlyList<QueryPlan> Prefetches, QueryKind? Kind, string Using, PointFilter? Filter, SearchOptions Options, float? Threshold, int Limit, int Offset,
    LookupSource? Lookup)
{
    public const int MaxDepth = 64;
}
