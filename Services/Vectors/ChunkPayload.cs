namespace EventAi.Vectors;

/// <summary>Names of the payload fields of a chunk's point: what the embedding service writes and the retrieval service reads.</summary>
public static class ChunkPayload
{
    public const string DocumentId = "documentId";
    public const string Version = "version";
    public const string Index = "index";
    public const string Title = "title";
    public const string TitlePath = "titlePath";
    public const string Text = "text";
    public const string Offset = "offset";
    public const string Model = "model";
}
