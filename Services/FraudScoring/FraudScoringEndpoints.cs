using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EventAi.FraudScoring;

internal static class FraudScoringEndpoints
{
    /// <summary><c>GET /model</c>: which model scores, and from where on it alerts.</summary>
    public static void MapFraudScoring(this IEndpointRouteBuilder endpoints)
        => endpoints.MapGet("/model", (FraudModel model, IOptions<FraudScoringOptions> options) => Describe(model, options.Value));

    private static Ok<FraudModelDescription> Describe(FraudModel model, FraudScoringOptions options)
        => TypedResults.Ok(new FraudModelDescription(model.Id, model.Version, options.Threshold));
}
