using System.Text.Json;
using EventAi.Retrieval.Search;

namespace EventAi.Retrieval.Caching;

/// <summary>What a kept search or answer hangs on.</summary>
/// <param name="Documents">Those among its results.</param>
/// <param name="Filters">What a document must be to come among them.</param>
/// <param name="Expires">When it is gone anyway, milliseconds since 1970.</param>
public sealed record CacheDependency(IReadOnlyCollection<string> Documents, SearchFilters Filters, long Expires)
{
    /// <summary>Asks for nothing but the document's id, so no more need be known of it.</summary>
    public bool NeedsFacts => Filters is not { Language: null, Tags: null, Source: null, PublishedAt: null };

    /// <summary>Whether it may be another one now. A document that nothing is known of could be anything.</summary>
    public bool IsTouchedBy(DocumentChange change)
        => Documents.Contains(change.DocumentId)
            || (!change.Deleted && Filters.Admits(change.Facts ?? new DocumentFacts(change.DocumentId, null, [], null, null)))
            || (!change.Deleted && change.Facts is null && NeedsFacts && (Filters.DocumentId is null || Filters.DocumentId.Contains(change.DocumentId)));

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);

    public static CacheDependency? Parse(ReadOnlyMemory<byte> json) => JsonSerializer.Deserialize<CacheDependency>(json.Span, JsonSerializerOptions.Web);
}
