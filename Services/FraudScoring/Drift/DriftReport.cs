namespace EventAi.FraudScoring.Drift;

/// <summary>How far an input (or <c>score</c>) of a model has moved from its training.</summary>
public sealed record DriftReport(string ModelId, string ModelVersion, string Input, double Index);
