using EventAi.Gateway.Alerts;

namespace EventAi.Gateway.Status;

internal static class StatusEndpoints
{
    /// <summary><c>GET /</c> is a page for people, <c>GET /status</c> the same as JSON.</summary>
    public static void MapStatusPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/status", (SystemStatus status, CancellationToken cancellation) => status.AskAsync(cancellation));
        endpoints.MapGet("/", async (SystemStatus status, AlertFeed feed, CancellationToken cancellation) =>
            TypedResults.Content(StatusPage.Render(await status.AskAsync(cancellation), feed), "text/html; charset=utf-8"));
    }
}
