using EventAi.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace EventAi.Gateway.Forwarding;

/// <summary>The routes that other services answer.</summary>
internal static class ForwardingExtensions
{
    private static readonly string[] Services = ["ingestion", "retrieval", "agents", "fraud-scoring"];

    public static void AddForwarding(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var service in Services)
        {
            services.AddHttpClient(service, http =>
            {
                http.BaseAddress = configuration.GetServiceAddress(service);
                http.Timeout = Timeout.InfiniteTimeSpan; // the caller's patience decides; attempts are bounded by the resilience pipeline
            });
        }
        services.AddSingleton<Forwarder>();
    }

    public static void MapForwarding(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Forward("/documents/{**rest}", "ingestion").WithMetadata(new RequestSizeLimitAttribute(51 * 1024 * 1024));
        endpoints.Forward("/search", "retrieval");
        endpoints.Forward("/ask", "retrieval");
        endpoints.Forward("/answers/{**rest}", "retrieval");
        endpoints.Forward("/conversations/{**rest}", "retrieval");
        endpoints.Forward("/caches", "retrieval");
        endpoints.Forward("/agents", "agents");
        endpoints.Forward("/cases/{**rest}", "fraud-scoring");
        endpoints.Forward("/model", "fraud-scoring");
        endpoints.Forward("/drift", "fraud-scoring");
    }

    private static IEndpointConventionBuilder Forward(this IEndpointRouteBuilder endpoints, string pattern, string service)
        => endpoints.Map(pattern, (HttpContext context, Forwarder forwarder) => forwarder.ForwardAsync(context, service));
}
