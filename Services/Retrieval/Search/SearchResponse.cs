using System.Text.Json.Serialization;

namespace EventAi.Retrieval.Search;

/// <summary>A page of passages, best first.</summary>
/// <param name="Results">The page.</param>
/// <param name="Mode">How was searched: <c>hybrid</c>, <c>dense</c> or <c>sparse</c>.</param>
/// <param name="Total">Passages (or documents) that the search ranked; pages do not reach beyond them.</param>
/// <param name="NextOffset">Where the next page begins; missing on the last one.</param>
/// <param name="Degraded">Missing, or why a hybrid search went without one of its arms.</param>
public sealed record SearchResponse(
    IReadOnlyList<SearchResult> Results,
    string Mode,
    int Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? NextOffset,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Degraded);
