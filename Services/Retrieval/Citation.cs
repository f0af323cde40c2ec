namespace EventAi.Retrieval;

/// <summary>A cited passage.</summary>
/// <param name="Number">As it stands in the answer.</param>
/// <param name="DocumentId">Its document.</param>
/// <param name="Title">The document's title.</param>
/// <param name="TitlePath">Headings above it.</param>
/// <param name="Text">The passage.</param>
/// <param name="Offset">Its first character in the document's extracted text.</param>
public sealed record Citation(int Number, string DocumentId, string Title, string TitlePath, string Text, long Offset);
