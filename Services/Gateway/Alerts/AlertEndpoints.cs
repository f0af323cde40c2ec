using EventAi.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventAi.Gateway.Alerts;

internal static class AlertEndpoints
{
    private const int MaxLimit = 1000;

    /// <summary><c>GET /alerts?limit=</c>: the latest alerts, latest first.</summary>
    public static void MapAlerts(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/alerts", List);

    private static Results<Ok<IReadOnlyList<HighRiskTransaction>>, ProblemHttpResult> List(AlertFeed feed, int limit = 100)
        => limit is < 1 or > MaxLimit
            ? TypedResults.Problem($"'limit' is a number from 1 to {MaxLimit}.", statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(feed.Latest(limit));
}
