namespace EventAi.Ingestion.Parsing;

/// <summary>A run of text under one heading.</summary>
/// <param name="TitlePath">Headings above it, outermost first, joined by <c> &gt; </c>; empty where there are none.</param>
/// <param name="Text">The text without markup; paragraphs apart by a blank line.</param>
/// <param name="Offset">Where the text begins in the document's extracted text (UTF-16 code units).</param>
public sealed record DocumentSection(string TitlePath, string Text, int Offset);
