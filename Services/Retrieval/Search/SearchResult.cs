using System.Text.Json.Serialization;

namespace EventAi.Retrieval.Search;

/// <summary>A passage that was found.</summary>
public sealed record SearchResult
{
    /// <summary>Of the passage; the same as long as the document's version is.</summary>
    public required Guid Id { get; init; }

    public required string DocumentId { get; init; }

    /// <summary>The document's version.</summary>
    public required long Version { get; init; }

    /// <summary>The document's title.</summary>
    public required string Title { get; init; }

    /// <summary>Headings above the passage.</summary>
    public required string TitlePath { get; init; }

    public required string Text { get; init; }

    /// <summary>First character of the passage in the document's extracted text (UTF-16 code units).</summary>
    public required long Offset { get; init; }

    /// <summary>Characters from there on.</summary>
    public required long Length { get; init; }

    /// <summary>From 1; missing where the document has no pages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Page { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Language { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Tags { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>What the results are ordered by (unless diversity was asked for): the cosine, BM25 or the fused score, by the mode.</summary>
    public required double Score { get; init; }

    public required SearchScores Scores { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SearchHighlight>? Highlights { get; init; }
}
