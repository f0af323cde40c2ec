using System.Diagnostics.Metrics;
using EventAi.HybridSearch.Text;
using EventAi.ServiceDefaults;
using EventAi.Vectors;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Retrieval.Search;

/// <summary>Searches the passages: both arms side by side, fused, perhaps ordered anew, and then the page's passages loaded.</summary>
public sealed class ChunkSearch(
    QdrantClient qdrant, ActiveIndexes indexes, SearchArms arms, CollectionProfiles profiles, TimeProvider time, IOptions<RetrievalOptions> options)
{
    /// <summary>A passage may go between the two steps, because a new version took its place: then everything is asked again.</summary>
    private const int Attempts = 3;

    private static readonly Histogram<double> Duration = EventAiTelemetry.Meter.CreateHistogram<double>("eventai.search.duration", "s", "Embedding of the query and search in the vector store");

    private readonly TextAnalyzer _analyzer = new();

    public async Task<SearchResponse> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        using var span = EventAiTelemetry.Source.StartActivity("search");
        var started = time.GetTimestamp();
        SearchResponse? response;
        var attempt = 0;
        do
        {
            response = await TryAsync(query, lastAttempt: ++attempt == Attempts, cancellationToken);
        }
        while (response is null);
        Duration.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("eventai.search.mode", response.Mode));
        span?.SetTag("eventai.search.mode", response.Mode);
        span?.SetTag("eventai.search.results", response.Results.Count);
        return response;
    }

    private async Task<SearchResponse?> TryAsync(SearchQuery query, bool lastAttempt, CancellationToken cancellationToken)
    {
        try
        {
            var index = await indexes.GetAsync(cancellationToken);
            var profile = await profiles.CurrentAsync(cancellationToken);
            var languages = profile.LanguagesOf(query.Text, query.Filters.Language);
            var found = await arms.FindAsync(query, index, languages, Window(query), cancellationToken);
            var weight = query.SparseWeight ?? options.Value.SparseWeight ?? profile.SparseWeight(languages, query.PerDocument, options.Value.EmbeddingLanguages);
            var ranked = Ranking.Of(query, found, weight);
            var highlights = query.Highlights || query.Rerank ? new QueryHighlights(_analyzer, query.Text, languages) : null;
            var page = await new ResultPage(qdrant, index.Collection, query, highlights).LoadAsync(ranked, cancellationToken);
            if (page.Gone > 0 && !lastAttempt)
            {
                return null;
            }
            var end = query.Offset + query.Limit;
            return new SearchResponse(page.Results, Name(query.Mode), ranked.Count, end < ranked.Count && end < SearchQuery.MaxDepth ? end : null, found.Degraded);
        }
        catch (RpcException exception) when (SearchArms.IsMissingCollection(exception))
        {
            return new SearchResponse([], Name(query.Mode), 0, NextOffset: null, Degraded: null);
        }
    }

    /// <summary>Of each arm so many are fused; more where a page lies deeper, or where several passages count as one document.</summary>
    private int Window(SearchQuery query)
        => Math.Max(options.Value.Candidates, (query.Offset + query.Limit) * (query.PerDocument ? 3 : 1));

    private static string Name(SearchMode mode) => mode switch
    {
        SearchMode.Dense => "dense",
        SearchMode.Sparse => "sparse",
        _ => "hybrid",
    };
}
