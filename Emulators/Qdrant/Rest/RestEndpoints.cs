using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Rest;

/// <summary>The REST interface.</summary>
internal static class RestEndpoints
{
    public static void MapRest(this IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        foreach (var path in (string[])["/healthz", "/livez"])
        {
            endpoints.MapGet(path, () => "healthz check passed");
        }
        endpoints.MapGet("/readyz", () => "all shards are ready");
        endpoints.MapGet("/health", () => "Healthy");
        endpoints.MapGet("/alive", () => "Healthy");
        endpoints.MapGet("/", () => Results.Json(new { title = HealthCheck.Title, version = HealthCheck.Version }));
        _ = store;
    }
}
