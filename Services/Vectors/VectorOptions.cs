using System.ComponentModel.DataAnnotations;

namespace EventAi.Vectors;

/// <summary>Section <c>Vectors</c>: what both sides of the index must agree on.</summary>
public sealed class VectorOptions
{
    [Required]
    public string Collection { get; set; } = "chunks";

    /// <summary>Embedding model; the same for chunks and questions.</summary>
    [Required]
    public string EmbeddingModel { get; set; } = "use-lite";
}
