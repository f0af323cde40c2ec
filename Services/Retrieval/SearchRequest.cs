namespace EventAi.Retrieval;

/// <summary>What to search for.</summary>
/// <param name="Query">In natural language.</param>
/// <param name="Limit">Results wanted, 1 to 100; 10 where omitted.</param>
/// <param name="DocumentId">Only within this document.</param>
public sealed record SearchRequest(string? Query, int? Limit, string? DocumentId);
