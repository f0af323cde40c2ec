using EventAi.HybridSearch.Fusion;
using Qdrant.Client.Grpc;

namespace EventAi.Retrieval.Search;

/// <summary>One ranking from what the arms found.</summary>
internal static class Ranking
{
    public static IReadOnlyList<Candidate> Of(SearchQuery query, ArmResults arms, double sparseWeight)
    {
        var dense = Scores(arms.Dense);
        var sparse = Scores(arms.Sparse);
        var documents = query.PerDocument ? arms.Dense.Concat(arms.Sparse).DistinctBy(static point => point.Id.Uuid).ToDictionary(Id, Document) : [];
        var ranked = query.Mode == SearchMode.Hybrid ? Fused(dense, sparse, sparseWeight)
            : (query.Mode == SearchMode.Dense ? dense : sparse).Select(static entry => (entry.Key, entry.Value, Fused: (double?)null));
        var candidates = ranked.Select(entry => new Candidate(
            entry.Key,
            documents.GetValueOrDefault(entry.Key, ""),
            entry.Value,
            new SearchScores(Part(dense, entry.Key), Part(sparse, entry.Key), entry.Fused, Rerank: null)));
        return [.. query.PerDocument ? candidates.DistinctBy(static candidate => candidate.DocumentId) : candidates];
    }

    /// <summary>Equal scores are ordered by id: the same question gets the same order, and pages neither repeat nor lack a result.</summary>
    private static IEnumerable<(Guid Key, double Value, double? Fused)> Fused(Dictionary<Guid, double> dense, Dictionary<Guid, double> sparse, double sparseWeight)
        => WeightedFusion.Fuse(int.MaxValue, Arm(sparseWeight, sparse), Arm(1 - sparseWeight, dense))
            .OrderByDescending(static entry => entry.Score).ThenBy(static entry => entry.Id)
            .Select(static entry => (entry.Id, entry.Score, (double?)entry.Score));

    private static WeightedRanking<Guid> Arm(double weight, Dictionary<Guid, double> scores)
        => new(weight, [.. scores.Select(static entry => (entry.Key, entry.Value))]);

    private static Dictionary<Guid, double> Scores(IReadOnlyList<ScoredPoint> points) => points.ToDictionary(Id, static point => (double)point.Score);

    private static Guid Id(ScoredPoint point) => Guid.Parse(point.Id.Uuid);

    private static string Document(ScoredPoint point) => point.Payload.Values.FirstOrDefault()?.StringValue ?? "";

    private static double? Part(Dictionary<Guid, double> scores, Guid id) => scores.TryGetValue(id, out var score) ? score : null;
}
