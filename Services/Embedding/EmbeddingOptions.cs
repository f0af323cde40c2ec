using System.ComponentModel.DataAnnotations;

namespace EventAi.Embedding;

/// <summary>Section <c>Embedding</c>.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>Texts given to the model in one call, at most.</summary>
    [Range(1, 2048)]
    public int TextsPerCall { get; set; } = 64;

    /// <summary>Points written in one upsert, at most.</summary>
    [Range(1, 1000)]
    public int PointsPerUpsert { get; set; } = 256;
}
