using System.Text.Json.Serialization;

namespace EventAi.Retrieval.Search;

/// <summary>What a passage's document must be. Each list means "one of these"; all that are given must hold.</summary>
public sealed record SearchFilters
{
    public static SearchFilters None { get; } = new();

    [JsonConverter(typeof(OneOrMoreConverter))]
    public IReadOnlyList<string>? DocumentId { get; init; }

    /// <summary>ISO 639-1, such as <c>en</c>.</summary>
    [JsonConverter(typeof(OneOrMoreConverter))]
    public IReadOnlyList<string>? Language { get; init; }

    [JsonConverter(typeof(OneOrMoreConverter))]
    public IReadOnlyList<string>? Tags { get; init; }

    [JsonConverter(typeof(OneOrMoreConverter))]
    public IReadOnlyList<string>? Source { get; init; }

    public DateRange? PublishedAt { get; init; }

    /// <summary>The same for the same meaning: lists in order and without doubles, languages in lower case, what says nothing left out.</summary>
    public SearchFilters Normalized(string? documentId = null) => new()
    {
        DocumentId = Canonical(documentId is null ? DocumentId : [.. DocumentId ?? [], documentId]),
        Language = Canonical(Language?.Select(static language => language.ToLowerInvariant())),
        Tags = Canonical(Tags),
        Source = Canonical(Source),
        PublishedAt = PublishedAt is { From: null, To: null } ? null : PublishedAt,
    };

    /// <summary>Whether a document can be among the results.</summary>
    public bool Admits(DocumentFacts document)
        => Holds(DocumentId, document.DocumentId) && Holds(Language, document.Language) && Holds(Source, document.Source)
            && (Tags is null || Tags.Any(document.Tags.Contains))
            && (PublishedAt is not { } range || (document.PublishedAt is { } published && range.Contains(published)));

    private static bool Holds(IReadOnlyList<string>? wanted, string? value) => wanted is null || (value is not null && wanted.Contains(value));

    private static string[]? Canonical(IEnumerable<string>? values)
        => values?.Select(static value => value.Trim()).Where(static value => value.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } some ? some : null;
}
