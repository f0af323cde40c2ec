using EventAi.Retrieval.Search;

namespace EventAi.Retrieval.Caching;

/// <summary>A document can be found that could not before, or no longer.</summary>
/// <param name="Facts">Of its current version; null where they are not known.</param>
public sealed record DocumentChange(string DocumentId, bool Deleted, DocumentFacts? Facts = null);
