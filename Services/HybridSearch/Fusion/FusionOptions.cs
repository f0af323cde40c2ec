using System.ComponentModel.DataAnnotations;

namespace EventAi.HybridSearch.Fusion;

/// <summary>How the two arms of a hybrid search are weighed.</summary>
public sealed class FusionOptions
{
    /// <summary>Weight of the sparse arm, 0 to 1; the dense arm has the rest. Without one <see cref="FusionWeight"/> suggests it.</summary>
    [Range(0, 1)]
    public double? SparseWeight { get; set; }

    /// <summary>Results of each arm that are fused; more of them make the scores' mean and spread surer.</summary>
    [Range(1, 10_000)]
    public int Candidates { get; set; } = 200;
}
