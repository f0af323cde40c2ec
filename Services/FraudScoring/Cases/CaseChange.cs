namespace EventAi.FraudScoring.Cases;

/// <summary>What an investigator sends.</summary>
/// <param name="By">Who it is; optional.</param>
/// <param name="IsFraud">The verdict; for a label only.</param>
internal sealed record CaseChange(string? By = null, bool? IsFraud = null);
