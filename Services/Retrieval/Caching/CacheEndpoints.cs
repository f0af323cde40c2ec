namespace EventAi.Retrieval.Caching;

internal static class CacheEndpoints
{
    /// <summary><c>GET /caches</c>: hits, misses, ratio and what was saved.</summary>
    public static void MapCaches(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/caches", (CacheMetrics metrics) => metrics.All());
}
