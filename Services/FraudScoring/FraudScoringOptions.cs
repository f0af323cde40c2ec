using System.ComponentModel.DataAnnotations;

namespace EventAi.FraudScoring;

/// <summary>Section <c>FraudScoring</c>: what holds for the life of the process. What may change meanwhile is in the policy file (<see cref="Decisions.PolicyFile"/>).</summary>
public sealed class FraudScoringOptions
{
    /// <summary>Policy file; relative to the service's folder. Looked at every <see cref="PolicyInterval"/>.</summary>
    [Required]
    public string Policy { get; set; } = "policy.json";

    public TimeSpan PolicyInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a transaction id stays claimed: the span within which duplicates are recognised.</summary>
    public TimeSpan ClaimLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Transactions scored at once, at most.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 256;

    /// <summary>Transactions in the windows that the process keeps at hand, at most; 32 bytes each.</summary>
    [Range(1000, 100_000_000)]
    public int CachedTransactions { get; set; } = 2_000_000;

    /// <summary>Transactions after which drift is reckoned anew.</summary>
    [Range(100, 10_000_000)]
    public int DriftWindow { get; set; } = 20_000;

    /// <summary>A population stability index from here on is an alert.</summary>
    [Range(0.01, 10)]
    public double DriftLimit { get; set; } = 0.25;
}
