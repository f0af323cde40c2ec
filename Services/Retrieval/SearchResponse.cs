namespace EventAi.Retrieval;

/// <summary>Passages, best first.</summary>
public sealed record SearchResponse(IReadOnlyList<SearchResult> Results);
