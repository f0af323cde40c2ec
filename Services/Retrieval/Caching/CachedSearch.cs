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
        var found = await FindAsync(query, cancellationToken);
        return new SearchAnswer(found.Json.Value, cached: found.Response is null);
    }

    public async Task<SearchResponse> RunAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var found = await FindAsync(query, cancellationToken);
        return found.Response ?? JsonSerializer.Deserialize<SearchResponse>(found.Json.Value.Span, JsonSerializerOptions.Web)!;
    }

    private async Task<Found> FindAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var key = CacheKeys.Search(query.Fingerprint(vectors.Value.Collection, vectors.Value.EmbeddingModel));
        var (kept, generation) = await entries.LookAsync(key);
        if (kept.HasValue)
        {
            metrics.Hit(CacheKind.Search);
            return new Found(new Lazy<ReadOnlyMemory<byte>>((ReadOnlyMemory<byte>)kept), Response: null);
        }
        metrics.Missed(CacheKind.Search);
        var response = await search.SearchAsync(query, cancellationToken);
        var found = new Found(new Lazy<ReadOnlyMemory<byte>>(() => JsonSerializer.SerializeToUtf8Bytes(response, JsonSerializerOptions.Web)), response);
        // A later page hangs on all documents before it, so any deletion would have to drop it: it is not kept.
        if (response.Degraded is null && query.Offset == 0)
        {
            _ = KeepAsync(key, generation, query, found);
        }
        return found;
    }

    private async Task KeepAsync(string key, string generation, SearchQuery query, Found found)
    {
        await Task.Yield(); // the caller has its answer first
        var lifetime = options.Value.SearchLifetime;
        var dependency = entries.Dependency(found.Response!.Results.Select(static result => result.DocumentId), query.Filters, lifetime);
        await entries.KeepAsync(key, found.Json.Value, generation, dependency, lifetime);
    }

    /// <param name="Json">What goes to the client and to Redis, written once, when it is first wanted.</param>
    /// <param name="Response">Null where the bytes were kept.</param>
    private sealed record Found(Lazy<ReadOnlyMemory<byte>> Json, SearchResponse? Response);
}
