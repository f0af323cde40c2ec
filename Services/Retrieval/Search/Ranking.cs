using EventAi.HybridSearch.Fusion;
using Qdrant.Client.Grpc;

namespace EventAi.Retrieval.Search;

/// <summary>One ranking from what the arms found: of passages, or of documents, each with its best passage.</summary>
internal static class Ranking
{
    /// <summary>
    /// Words may stand anywhere in a document: each further passage that holds some counts for this much of the one before. A document's
    /// meaning is that of its best passage, for the cosine says nothing about how many there are.
    /// </summary>
    private const double FurtherPassage = 0.5;

    public static IReadOnlyList<Candidate> Of(SearchQuery query, ArmResults arms, double sparseWeight)
    {
        var dense = Scores(arms.Dense);
        var sparse = Scores(arms.Sparse);
        return query.PerDocument ? Documents(query, arms, dense, sparse, sparseWeight) : [.. Ranked(query.Mode, dense, sparse, sparseWeight).Select(entry => Passage(entry.Id, entry))];

        Candidate Passage(Guid id, (Guid Id, double Score, double? Fused) entry)
            => new(id, entry.Score, new SearchScores(Part(dense, id), Part(sparse, id), entry.Fused, Rerank: null));
    }

    private static Candidate[] Documents(SearchQuery query, ArmResults arms, Dictionary<Guid, double> dense, Dictionary<Guid, double> sparse, double sparseWeight)
    {
        var documentOf = arms.Dense.Concat(arms.Sparse).DistinctBy(static point => point.Id.Uuid).ToDictionary(Id, Document);
        var best = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var (id, _, _) in Ranked(query.Mode, dense, sparse, sparseWeight))
        {
            best.TryAdd(documentOf[id], id);
        }
        var denseOf = Grouped(dense, documentOf, further: 0);
        var sparseOf = Grouped(sparse, documentOf, FurtherPassage);
        return
        [
            .. Ranked(query.Mode, denseOf, sparseOf, sparseWeight)
                .Select(entry => new Candidate(best[entry.Id], entry.Score, new SearchScores(Part(denseOf, entry.Id), Part(sparseOf, entry.Id), entry.Fused, Rerank: null))),
        ];
    }

    /// <summary>Equal scores are ordered by id: the same question gets the same order, and pages neither repeat nor lack a result.</summary>
    private static IEnumerable<(T Id, double Score, double? Fused)> Ranked<T>(SearchMode mode, Dictionary<T, double> dense, Dictionary<T, double> sparse, double sparseWeight)
        where T : notnull
        => mode == SearchMode.Hybrid
            ? WeightedFusion.Fuse(int.MaxValue, Arm(sparseWeight, sparse), Arm(1 - sparseWeight, dense))
                .OrderByDescending(static entry => entry.Score).ThenBy(static entry => entry.Id).Select(static entry => (entry.Id, entry.Score, (double?)entry.Score))
            : (mode == SearchMode.Dense ? dense : sparse)
                .OrderByDescending(static entry => entry.Value).ThenBy(static entry => entry.Key).Select(static entry => (entry.Key, entry.Value, (double?)null));

    private static WeightedRanking<T> Arm<T>(double weight, Dictionary<T, double> scores)
        where T : notnull
        => new(weight, [.. scores.Select(static entry => (entry.Key, entry.Value))]);

    private static Dictionary<string, double> Grouped(Dictionary<Guid, double> scores, Dictionary<Guid, string> documentOf, double further)
        => scores.GroupBy(entry => documentOf[entry.Key], static entry => entry.Value, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, group => group.OrderDescending().Select((score, rank) => score * Math.Pow(further, rank)).Sum(), StringComparer.Ordinal);

    private static Dictionary<Guid, double> Scores(IReadOnlyList<ScoredPoint> points) => points.ToDictionary(Id, static point => (double)point.Score);

    private static Guid Id(ScoredPoint point) => Guid.Parse(point.Id.Uuid);

    private static string Document(ScoredPoint point) => point.Payload.Values.FirstOrDefault()?.StringValue ?? "";

    private static double? Part<T>(Dictionary<T, double> scores, T id)
        where T : notnull
        => scores.TryGetValue(id, out var score) ? score : null;
}
