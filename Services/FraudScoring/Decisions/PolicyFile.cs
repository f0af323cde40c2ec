using System.ComponentModel.DataAnnotations;

namespace EventAi.FraudScoring.Decisions;

/// <summary>
/// What is decided and by which model, as JSON beside the service. A changed file is taken over as a whole between two batches; one that does not hold together
/// is refused, said so, and the policy before it stays.
/// </summary>
/// <remarks>Members have setters because the source-generated serializer gives an omitted <c>init</c> member its type's default, not the one written here.</remarks>
public sealed record PolicyFile
{
    /// <summary>A score from here on raises an alert.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; set; } = 0.85;

    /// <summary>An amount from here on raises an alert, whatever the score; none where omitted.</summary>
    [Range(0.01, 10_000_000)]
    public decimal? AmountLimit { get; set; }

    /// <summary>So many transactions of a card within an hour raise an alert; none where omitted.</summary>
    [Range(2, 1_000_000)]
    public int? VelocityLimit { get; set; }

    /// <summary>Every transaction of these cards raises an alert.</summary>
    public IReadOnlyList<string> BlockedCards { get; set; } = [];

    /// <summary>Every transaction at these terminals raises an alert.</summary>
    public IReadOnlyList<string> BlockedTerminals { get; set; } = [];

    /// <summary>Model file that decides; relative to the policy file.</summary>
    [Required]
    public string Champion { get; set; } = "";

    /// <summary>Model file that scores in the shadow; none where omitted.</summary>
    public string? Challenger { get; set; }

    /// <summary>Share of cards for which the challenger decides and the champion stands in the shadow.</summary>
    [Range(0, 100)]
    public int CanaryPercent { get; set; }
}
