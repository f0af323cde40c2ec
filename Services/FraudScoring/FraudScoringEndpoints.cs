using EventAi.FraudScoring.Cases;
using EventAi.FraudScoring.Decisions;
using EventAi.FraudScoring.Drift;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventAi.FraudScoring;

internal static class FraudScoringEndpoints
{
    /// <summary><c>GET /model</c>: which models score, and by what rules is decided; <c>GET /drift</c>: how far inputs have moved from the training; cases.</summary>
    public static void MapFraudScoring(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/model", (PolicySource policies) => Describe(policies));
        endpoints.MapGet("/drift", (DriftMonitor drift) => TypedResults.Ok(drift.Reports));
        endpoints.MapCases();
    }

    private static Ok<PolicyDescription> Describe(PolicySource policies)
    {
        var policy = policies.Current;
        return TypedResults.Ok(new PolicyDescription(
            policy.Champion.Id, policy.Champion.Version, policy.Challenger?.Id, policy.Challenger?.Version, policy.File.CanaryPercent,
            policy.File.Threshold, policy.File.AmountLimit, policy.File.VelocityLimit, policy.File.BlockedCards.Count, policy.File.BlockedTerminals.Count, policies.Refusal));
    }
}
