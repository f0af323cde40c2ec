namespace EventAi.Retrieval;

/// <summary>A passage that was found.</summary>
/// <param name="DocumentId">Its document.</param>
/// <param name="Version">The document's version.</param>
/// <param name="Title">The document's title.</param>
/// <param name="TitlePath">Headings above the passage.</param>
/// <param name="Text">The passage.</param>
/// <param name="Offset">Its first character in the document's extracted text.</param>
/// <param name="Score">Cosine similarity, -1 to 1.</param>
public sealed record SearchResult(string DocumentId, long Version, string Title, string TitlePath, string Text, long Offset, float Score);
