namespace EventAi.Vectors;

/// <summary>Names of the payload fields of a chunk's point: what the embedding service writes and the retrieval service reads.</summary>
public static class ChunkPayload
{
    /// <summary>Keyword.</summary>
    public const string DocumentId = "documentId";

    /// <summary>Integer from 1.</summary>
    public const string Version = "version";

    /// <summary>Integer from 0: the chunk's position in its version.</summary>
    public const string Index = "index";

    public const string Title = "title";

    /// <summary>Headings above the chunk, outermost first, joined by <c> &gt; </c>; empty where there are none.</summary>
    public const string TitlePath = "titlePath";

    public const string Text = "text";

    /// <summary>Integer: first character in the document's extracted text (UTF-16 code units).</summary>
    public const string Offset = "offset";

    /// <summary>Integer: UTF-16 code units from <see cref="Offset"/>.</summary>
    public const string Length = "length";

    /// <summary>Integer from 1: the page that the chunk begins on; 0 where the document has no pages.</summary>
    public const string Page = "page";

    /// <summary>The embedding model.</summary>
    public const string Model = "model";

    /// <summary>Keyword, ISO 639-1 (<c>en</c>, <c>de</c>, <c>zh</c>, …); absent where it is not known.</summary>
    public const string Language = "language";

    /// <summary>Array of keywords, lower case: the uploader's, the document's own, and the most telling words of its text.</summary>
    public const string Tags = "tags";

    /// <summary>Keyword: where the document came from, as its uploader named it, else <c>api</c>, <c>s3</c>, <c>url</c> or <c>folder</c>.</summary>
    public const string Source = "source";

    /// <summary>Datetime, RFC 3339; absent where it is not known.</summary>
    public const string PublishedAt = "publishedAt";

    /// <summary>Array of days that the document names, ISO 8601.</summary>
    public const string Dates = "dates";

    /// <summary>Array: kinds of personal data that the document held; tokens stand in their place.</summary>
    public const string PersonalData = "personalData";

    /// <summary>Keyword: whose document it is.</summary>
    public const string Tenant = "tenant";

    /// <summary>Boolean: true from the moment that all of a version can be found. Readers ask for it through <see cref="ChunkFilter.Visible"/>.</summary>
    public const string Current = "current";
}
