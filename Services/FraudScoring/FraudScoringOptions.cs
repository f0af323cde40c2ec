using System.ComponentModel.DataAnnotations;

namespace EventAi.FraudScoring;

/// <summary>Section <c>FraudScoring</c>.</summary>
public sealed class FraudScoringOptions
{
    /// <summary>A score from here on raises an alert.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; set; } = 0.85;

    /// <summary>Model file; relative to the service's folder.</summary>
    [Required]
    public string Model { get; set; } = "model/fraud-logistic.json";

    /// <summary>How long a transaction id stays claimed: the span within which duplicates are recognised.</summary>
    public TimeSpan ClaimLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Transactions scored at once, at most.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 256;
}
