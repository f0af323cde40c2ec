namespace EventAi.FraudScoring.Scoring;

/// <summary>margin = intercept + Σ weight · (input - mean) / deviation.</summary>
public sealed record LinearTerms(double Intercept, IReadOnlyList<double> Weights, IReadOnlyList<double> Means, IReadOnlyList<double> Deviations);
