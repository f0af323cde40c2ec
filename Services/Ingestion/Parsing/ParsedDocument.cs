namespace EventAi.Ingestion.Parsing;

/// <summary>A document's title and its sections, or why there are none.</summary>
public sealed record ParsedDocument(string Title, IReadOnlyList<DocumentSection> Sections)
{
    /// <summary>Set where the bytes are not what their type says, hold no text, or go over a limit.</summary>
    public string? Failure { get; init; }

    /// <summary>Where each page begins in the extracted text (UTF-16 code units), the first at index 0; empty where the document has no pages.</summary>
    public IReadOnlyList<int> PageStarts { get; init; } = [];

    /// <summary>When the document says that it was published.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Keywords that the document itself names, lower case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public static ParsedDocument Failed(string reason) => new("", []) { Failure = reason };

    /// <summary>The page, from 1, that an offset lies on; 0 where there are none.</summary>
    public int PageOf(int offset)
    {
        var (low, high) = (0, PageStarts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (PageStarts[middle] <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}
