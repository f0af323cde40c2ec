using EventAi.Vectors;
using Qdrant.Client.Grpc;

namespace EventAi.Retrieval.Search;

/// <summary>The store's form of the filters: only passages of documents' current versions, and of those what was asked for.</summary>
internal static class ChunkFilters
{
    public static Filter Of(SearchFilters filters)
    {
        var filter = ChunkFilter.Visible(new ChunkScope
        {
            Languages = filters.Language ?? [],
            Tags = filters.Tags ?? [],
            Sources = filters.Source ?? [],
            PublishedFrom = filters.PublishedAt?.From,
            PublishedTo = filters.PublishedAt?.To,
        });
        if (filters.DocumentId is { } documents)
        {
            filter.Must.Add(documents.Count == 1 ? Conditions.MatchKeyword(ChunkPayload.DocumentId, documents[0]) : Conditions.Match(ChunkPayload.DocumentId, documents));
        }
        return filter;
    }
}
