using System.ComponentModel.DataAnnotations;

namespace EventAi.Ingestion;

/// <summary>Section <c>Ingestion</c>; the embedding model of section <c>Vectors</c>.</summary>
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

    /// <summary>The embedding model, for the length of chunks.</summary>
    [Required]
    public string EmbeddingModel { get; set; } = "use-lite";

    /// <summary>Tokens that the embedding model reads of a text; 0: as <see cref="Chunking.EmbeddingModels"/> knows.</summary>
    [Range(0, 100_000)]
    public int ModelTokens { get; set; }

    /// <summary>Tokens of a chunk, at most; fewer where the model reads fewer.</summary>
    [Range(16, 8192)]
    public int ChunkTokens { get; set; } = 512;

    /// <summary>Tokens that a chunk repeats of the one before it, where both lie in one paragraph; the same share of shorter chunks.</summary>
    [Range(0, 4096)]
    public int ChunkOverlap { get; set; } = 64;

    /// <summary>Chunks per event, at most.</summary>
    [Range(1, 256)]
    public int ChunksPerEvent { get; set; } = 64;

    /// <summary>Chunks of a document, at most.</summary>
    [Range(1, 1_000_000)]
    public int MaxChunks { get; set; } = 100_000;

    /// <summary>How long the parsing of one document may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ParseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Heap of a process that parses one document, bytes.</summary>
    [Range(64L * 1024 * 1024, 8L * 1024 * 1024 * 1024)]
    public long ParserMemory { get; set; } = 512L * 1024 * 1024;

    /// <summary>Such processes at the same time.</summary>
    [Range(1, 64)]
    public int ParserProcesses { get; set; } = 2;

    /// <summary>Whether a document may be named by its URL; off: it lets uploaders reach what this service can reach.</summary>
    public bool AllowUrls { get; set; }
}
