using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>What is there besides collections: health, version, metrics, telemetry, the cluster that is none.</summary>
internal static class ServiceRoutes
{
    public static void MapService(this IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        endpoints.MapGet("/healthz", () => "healthz check passed");
        endpoints.MapGet("/livez", () => "healthz check passed");
        endpoints.MapGet("/readyz", () => "all shards are ready");
        endpoints.MapGet("/health", () => "Healthy");
        endpoints.MapGet("/alive", () => "Healthy");
        endpoints.MapGet("/", () => Results.Json(new { title = HealthCheck.Title, version = HealthCheck.Version, commit = HealthCheck.Commit }));
        endpoints.MapGet("/metrics", () => Results.Text(Metrics(store), "text/plain; version=0.0.4"));
        RestCall.Map(endpoints, "GET", "/cluster", _ => new JsonObject { ["status"] = "disabled" });
        RestCall.Map(endpoints, "POST", "/cluster/recover", _ => throw StoreException.BadRequest("Qdrant is running in standalone mode"));
        RestCall.Map(endpoints, "DELETE", "/cluster/peer/{peer}", _ => throw StoreException.BadRequest("Qdrant is running in standalone mode"));
        RestCall.Map(endpoints, "GET", "/issues", _ => new JsonObject { ["issues"] = new JsonArray() });
        RestCall.Map(endpoints, "DELETE", "/issues", _ => true);
        RestCall.Map(endpoints, "GET", "/telemetry", call => Telemetry(store));
    }

    private static JsonObject Telemetry(CollectionStore store)
        => new()
        {
            ["id"] = store.Id.ToString(),
            ["app"] = new JsonObject { ["name"] = "qdrant", ["version"] = HealthCheck.Version },
            ["collections"] = new JsonObject
            {
                ["number_of_collections"] = store.Names.Count,
                ["collections"] = new JsonArray([.. store.Names.Select(store.Find).OfType<Collection>().Select(collection => new JsonObject
                {
                    ["id"] = collection.Parameters.Name, ["points"] = collection.Summarize().Points,
                })]),
            },
            ["cluster"] = new JsonObject { ["enabled"] = false, ["peer_id"] = CollectionStore.PeerId },
        };

    /// <summary>Prometheus text with the names that Qdrant gives the same figures.</summary>
    private static string Metrics(CollectionStore store)
    {
        var text = new StringBuilder();
        Add("app_info", "information about qdrant server", "gauge", [($"name=\"qdrant\",version=\"{HealthCheck.Version}\"", 1)]);
        Add("cluster_enabled", "is cluster support enabled", "gauge", [("", 0)]);
        Add("collections_total", "number of collections", "gauge", [("", store.Names.Count)]);
        var summaries = store.Names.Select(store.Find).OfType<Collection>().Select(collection => (collection.Parameters.Name, Summary: collection.Summarize())).ToList();
        Add("collection_points", "approximate amount of points per collection", "gauge", [.. summaries.Select(one => ($"id=\"{one.Name}\"", (double)one.Summary.Points))]);
        Add("collection_indexed_vectors", "vectors in graphs per collection", "gauge", [.. summaries.Select(one => ($"id=\"{one.Name}\"", (double)one.Summary.IndexedVectors))]);
        using var process = Process.GetCurrentProcess();
        Add("memory_resident_bytes", "Total number of bytes in physically resident data pages", "gauge", [("", process.WorkingSet64)]);
        Add("process_threads", "number of threads", "gauge", [("", process.Threads.Count)]);
        return text.ToString();

        void Add(string name, string help, string type, IReadOnlyList<(string Labels, double Value)> samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
            foreach (var (labels, value) in samples)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {value}\n");
            }
        }
    }
}
