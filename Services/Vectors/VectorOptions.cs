using System.ComponentModel.DataAnnotations;
using EventAi.HybridSearch;

namespace EventAi.Vectors;

/// <summary>Section <c>Vectors</c>: what both sides of the index must agree on.</summary>
public sealed class VectorOptions
{
    /// <summary>
    /// The index's name: an alias of a collection that belongs to one model and one dimension (see <see cref="ChunkCollection"/>). Readers use the alias only.
    /// </summary>
    [Required]
    public string Collection { get; set; } = "chunks";

    /// <summary>Embedding model; the same for chunks and questions.</summary>
    [Required]
    public string EmbeddingModel { get; set; } = "use-lite";

    /// <summary>The parameters of the sparse vectors; a change of the average length wants the index written anew.</summary>
    public Bm25Options Bm25 { get; set; } = new();
}
