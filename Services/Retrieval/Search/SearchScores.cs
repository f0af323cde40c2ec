using System.Text.Json.Serialization;

namespace EventAi.Retrieval.Search;

/// <summary>The parts of a result's score. What an arm did not find among its candidates has none from it.</summary>
/// <param name="Dense">Cosine similarity of query and passage, -1 to 1.</param>
/// <param name="Sparse">BM25.</param>
/// <param name="Fused">Weighted sum of both arms' standardized scores; only in a hybrid search.</param>
/// <param name="Rerank">How closely together the passage holds the query's words, 0 to 1; only where re-ranking was asked for.</param>
public sealed record SearchScores(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Dense,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Sparse,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Fused,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Rerank);
