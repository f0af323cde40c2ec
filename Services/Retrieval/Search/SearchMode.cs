namespace EventAi.Retrieval.Search;

/// <summary>Which arms of the index are asked.</summary>
public enum SearchMode
{
    /// <summary>Both, their scores fused.</summary>
    Hybrid,

    /// <summary>By meaning: cosine of the embeddings.</summary>
    Dense,

    /// <summary>By words: BM25.</summary>
    Sparse,
}
