using EventAi.Gateway.Forwarding;
using EventAi.ServiceDefaults;

namespace EventAi.Gateway.Cases;

/// <summary>What investigators need, and how the models stand; fraud-scoring answers.</summary>
internal static class CaseForwarding
{
    private const string Service = "fraud-scoring";

    public static void AddCases(this IServiceCollection services, IConfiguration configuration)
        => services.AddHttpClient(Service, http => http.BaseAddress = configuration.GetServiceAddress(Service));

    /// <summary><c>/cases</c>, <c>/cases/{transaction}</c>, <c>/cases/{transaction}/acknowledge</c>, <c>/cases/{transaction}/label</c>, <c>/model</c>, <c>/drift</c>.</summary>
    public static void MapCases(this IEndpointRouteBuilder endpoints)
    {
        foreach (var pattern in new[] { "/cases/{**rest}", "/model", "/drift" })
        {
            endpoints.Map(pattern, static (HttpContext context, Forwarder forwarder) => forwarder.ForwardAsync(context, Service));
        }
    }
}
