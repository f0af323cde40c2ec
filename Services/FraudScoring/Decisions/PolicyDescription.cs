namespace EventAi.FraudScoring.Decisions;

/// <summary>The policy in force; <paramref name="Refused"/> says why a newer file is not.</summary>
internal sealed record PolicyDescription(
    string Id, string Version, string? ChallengerId, string? ChallengerVersion, int CanaryPercent,
    double Threshold, decimal? AmountLimit, int? VelocityLimit, int BlockedCards, int BlockedTerminals, string? Refused);
