using System.ComponentModel.DataAnnotations;

namespace EventAi.Contracts;

/// <summary>What a model that decided nothing would have said.</summary>
public sealed record ShadowScore
{
    [Length(1, 256)]
    public required string ModelId { get; init; }

    [Length(1, 256)]
    public required string ModelVersion { get; init; }

    /// <summary>Probability of fraud.</summary>
    [Range(0.0, 1.0)]
    public required double Score { get; init; }
}
