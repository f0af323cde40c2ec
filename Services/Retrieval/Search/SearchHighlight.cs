namespace EventAi.Retrieval.Search;

/// <summary>A sentence of a result that holds words of the query.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Offset">Its first character in the document's extracted text (UTF-16 code units).</param>
/// <param name="Marks">The words, as places within <paramref name="Text"/>.</param>
public sealed record SearchHighlight(string Text, long Offset, IReadOnlyList<TextSpan> Marks);
