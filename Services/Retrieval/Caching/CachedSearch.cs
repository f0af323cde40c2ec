using System.Text.Json;
using EventAi.Retrieval.Search;
using EventAi.Vectors;
using Microsoft.Extensions.Options;

namespace EventAi.Retrieval.Caching;

/// <summary>Searches whose results are kept as the bytes that go to the client.</summary>
public sealed class CachedSearch(ChunkSearch search, CacheEntries entries, CacheMetrics metrics, IOptions<VectorOptions> vectors, IOptions<CachingOptions> options)
{
    internal async Task<SearchAnswer> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var (json, response) = await FindAsync(query, cancellationToken);
        return json is { } kept ? new SearchAnswer(kept, cached: true) : new SearchAnswer(JsonSerializer.SerializeToUtf8Bytes(response, JsonSerializerOptions.Web), cached: false);
    }

    public async Task<SearchResponse> RunAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var (json, response) = await FindAsync(query, cancellationToken);
        return response ?? JsonSerializer.Deserialize<SearchResponse>(json!.Value.Span, JsonSerializerOptions.Web)!;
    }

    /// <summary>The kept bytes, or what was found now.</summary>
    private async Task<(ReadOnlyMemory<byte>? Json, SearchResponse? Response)> FindAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var key = CacheKeys.Search(query.Fingerprint(vectors.Value.Collection, vectors.Value.EmbeddingModel));
        var (kept, generation) = await entries.LookAsync(key);
        if (kept.HasValue)
        {
            metrics.Hit(CacheKind.Search);
            return ((ReadOnlyMemory<byte>)kept, null);
        }
        metrics.Missed(CacheKind.Search);
        var response = await search.SearchAsync(query, cancellationToken);
        // A later page hangs on all documents before it, so any deletion would have to drop it: it is not kept.
        if (response.Degraded is null && query.Offset == 0)
        {
            _ = KeepAsync(key, generation, query, response);
        }
        return (null, response);
    }

    private async Task KeepAsync(string key, string generation, SearchQuery query, SearchResponse response)
    {
        await Task.Yield(); // the caller has its answer first
        var lifetime = options.Value.SearchLifetime;
        var dependency = entries.Dependency(response.Results.Select(static result => result.DocumentId), query.Filters, lifetime);
        await entries.KeepAsync(key, JsonSerializer.SerializeToUtf8Bytes(response, JsonSerializerOptions.Web), generation, dependency, lifetime);
    }
}
