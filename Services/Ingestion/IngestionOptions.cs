using System.ComponentModel.DataAnnotations;

namespace EventAi.Ingestion;

/// <summary>Section <c>Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    /// <summary>Bucket that documents are uploaded to.</summary>
    [Required]
    public string Bucket { get; set; } = "documents";

    /// <summary>Queue that the bucket's notifications go to.</summary>
    [Required]
    public string Queue { get; set; } = "document-uploads";

    /// <summary>Largest document, bytes.</summary>
    [Range(1, 52_428_800)]
    public long MaxDocumentBytes { get; set; } = 50 * 1024 * 1024;

    /// <summary>Longest passage of a chunk, words. The sentence encoder that ships finds a statement best when little else stands around it.</summary>
    [Range(20, 2000)]
    public int ChunkWords { get; set; } = 35;

    /// <summary>Chunks per event, at most.</summary>
    [Range(1, 256)]
    public int ChunksPerEvent { get; set; } = 64;
}
