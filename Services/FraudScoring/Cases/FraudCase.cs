using EventAi.Contracts;

namespace EventAi.FraudScoring.Cases;

/// <summary>An alert as investigators work on it.</summary>
/// <param name="Alert">What was alerted.</param>
/// <param name="State">How far it is.</param>
/// <param name="ChangedAt">When it came to that state, UTC.</param>
/// <param name="By">Who brought it there; null while open.</param>
public sealed record FraudCase(HighRiskTransaction Alert, CaseState State, DateTimeOffset ChangedAt, string? By);
