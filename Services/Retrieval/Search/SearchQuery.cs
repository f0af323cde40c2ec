using System.Security.Cryptography;
using System.Text.Json;

namespace EventAi.Retrieval.Search;

/// <summary>A search that can be run: every field has a value within its bounds.</summary>
public sealed record SearchQuery(string Text)
{
    public const int DefaultLimit = 10;
    public const int MaxLimit = 100;

    /// <summary>Deepest result that pages reach.</summary>
    public const int MaxDepth = 1000;

    private const int MaxFilterValues = 100;

    public SearchMode Mode { get; init; } = SearchMode.Hybrid;

    public int Limit { get; init; } = DefaultLimit;

    public int Offset { get; init; }

    public SearchFilters Filters { get; init; } = SearchFilters.None;

    public bool PerDocument { get; init; }

    public bool Highlights { get; init; } = true;

    public bool Rerank { get; init; }

    public double Diversity { get; init; }

    public double? SparseWeight { get; init; }

    /// <summary>The query of a request, or what is wrong with the request.</summary>
    public static (SearchQuery? Query, string? Problem) Of(SearchRequest request, int maxLength)
    {
        if (TextProblem(request.Query, "query", maxLength) is { } problem)
        {
            return (null, problem);
        }
        var mode = SearchMode.Hybrid;
        if (request.Mode is { } name && (!Enum.TryParse(name, ignoreCase: true, out mode) || int.TryParse(name, out _)))
        {
            return (null, "'mode' is 'hybrid', 'dense' or 'sparse'.");
        }
        var (limit, offset) = (request.Limit ?? DefaultLimit, request.Offset ?? 0);
        if (limit is < 1 or > MaxLimit)
        {
            return (null, $"'limit' is a number from 1 to {MaxLimit}.");
        }
        if (offset < 0 || offset + limit > MaxDepth)
        {
            return (null, $"'offset' is a number from 0 on, with the limit at most {MaxDepth}.");
        }
        if (request.Diversity is < 0 or > 1 or double.NaN)
        {
            return (null, "'diversity' is a number from 0 to 1.");
        }
        if (request.SparseWeight is < 0 or > 1 or double.NaN)
        {
            return (null, "'sparseWeight' is a number from 0 to 1.");
        }
        if (request.GroupBy is not (null or "document"))
        {
            return (null, "'groupBy' is 'document' or not there.");
        }
        return FilterProblem(request.Filters) is { } wrong ? (null, wrong) : (
            new SearchQuery(request.Query!.Trim())
            {
                Mode = mode,
                Limit = limit,
                Offset = offset,
                Filters = (request.Filters ?? SearchFilters.None).Normalized(request.DocumentId),
                PerDocument = request.GroupBy is not null,
                Highlights = request.Highlights ?? true,
                Rerank = request.Rerank ?? false,
                Diversity = request.Diversity ?? 0,
                SparseWeight = request.SparseWeight,
            },
            null);
    }

    public static string? TextProblem(string? text, string name, int maxLength)
        => string.IsNullOrWhiteSpace(text) ? $"'{name}' is missing or blank."
            : text.Length > maxLength ? $"'{name}' has {text.Length} characters; at most {maxLength} are read."
            : null;

    public static string? FilterProblem(SearchFilters? filters)
    {
        if (filters is null)
        {
            return null;
        }
        foreach (var (name, values) in new[] { ("documentId", filters.DocumentId), ("language", filters.Language), ("tags", filters.Tags), ("source", filters.Source) })
        {
            if (values?.Count > MaxFilterValues)
            {
                return $"'filters.{name}' has {values.Count} values; at most {MaxFilterValues} are read.";
            }
        }
        return filters.PublishedAt is { From: { } from, To: { } to } && from > to ? "'filters.publishedAt.from' is later than 'to'." : null;
    }

    /// <summary>The same for searches that have the same answer, as 32 hexadecimal digits.</summary>
    public string Fingerprint(string collection, string model)
    {
        var form = JsonSerializer.SerializeToUtf8Bytes(new { collection, model, Query = this }, JsonSerializerOptions.Web);
        return Convert.ToHexStringLower(SHA256.HashData(form).AsSpan(0, 16));
    }
}
