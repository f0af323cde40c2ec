namespace EventAi.Retrieval.Search;

/// <summary>Body of <c>POST /search</c>. Only <see cref="Query"/> is required.</summary>
public sealed record SearchRequest
{
    /// <summary>In natural language.</summary>
    public string? Query { get; init; }

    /// <summary><c>hybrid</c> (the default), <c>dense</c> or <c>sparse</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Results of a page, 1 to 100; 10 where omitted.</summary>
    public int? Limit { get; init; }

    /// <summary>Results to skip; with the limit at most 1,000.</summary>
    public int? Offset { get; init; }

    /// <summary>Only within this document; the same as <see cref="SearchFilters.DocumentId"/>.</summary>
    public string? DocumentId { get; init; }

    public SearchFilters? Filters { get; init; }

    /// <summary><c>document</c>: only the best passage of each document.</summary>
    public string? GroupBy { get; init; }

    /// <summary>The sentences that hold the query's words, with their places; true where omitted.</summary>
    public bool? Highlights { get; init; }

    /// <summary>Orders the first results anew by how closely together they hold the query's words.</summary>
    public bool? Rerank { get; init; }

    /// <summary>0 (only relevance, the default) to 1 (only difference from the results before): maximal marginal relevance.</summary>
    public double? Diversity { get; init; }

    /// <summary>Weight of the words in a hybrid search, 0 to 1; where omitted it follows from the collection.</summary>
    public double? SparseWeight { get; init; }
}
