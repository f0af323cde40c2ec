namespace EventAi.Retrieval.Search;

/// <summary>What the filters ask of a document.</summary>
public sealed record DocumentFacts(string DocumentId, string? Language, IReadOnlyCollection<string> Tags, string? Source, DateTimeOffset? PublishedAt);
