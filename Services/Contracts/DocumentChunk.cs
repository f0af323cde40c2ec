namespace EventAi.Contracts;

/// <summary>A passage of a document, small enough for the embedding model.</summary>
public sealed record DocumentChunk
{
    /// <summary>Position among the chunks of the version, from 0.</summary>
    public required int Index { get; init; }

    public required string Text { get; init; }

    /// <summary>Headings above the passage, outermost first, joined by <c> &gt; </c>; empty where there are none.</summary>
    public required string TitlePath { get; init; }

    /// <summary>First character of the passage in the document's extracted text (UTF-16 code units).</summary>
    public required int Offset { get; init; }

    /// <summary>UTF-16 code units from <see cref="Offset"/>; 0 where the writer did not say.</summary>
    public int Length { get; init; }

    /// <summary>Page that the passage begins on, from 1; 0 where the document has no pages.</summary>
    public int Page { get; init; }
}
