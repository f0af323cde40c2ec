namespace EventAi.FraudScoring;

/// <summary>The model in service.</summary>
internal sealed record FraudModelDescription(string Id, string Version, double Threshold);
