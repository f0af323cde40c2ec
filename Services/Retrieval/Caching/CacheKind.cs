namespace EventAi.Retrieval.Caching;

/// <summary>What is cached.</summary>
public enum CacheKind
{
    Embedding,
    Search,
    Answer,
}
