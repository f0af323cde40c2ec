namespace EventAi.Ingestion.Parsing;

/// <summary>The types of documents that can be read.</summary>
public static class MediaTypes
{
    public const string Text = "text/plain";
    public const string Markdown = "text/markdown";
    public const string Html = "text/html";
    public const string Csv = "text/csv";
    public const string Json = "application/json";
    public const string JsonLines = "application/x-ndjson";
    public const string Mail = "message/rfc822";
    public const string Pdf = "application/pdf";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>For messages to people.</summary>
    public const string Readable = "plain text, Markdown, HTML, CSV, JSON, e-mail (EML), PDF and DOCX can";

    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = Text,
        [".text"] = Text,
        [".log"] = Text,
        [".md"] = Markdown,
        [".markdown"] = Markdown,
        [".html"] = Html,
        [".htm"] = Html,
        [".xhtml"] = Html,
        [".csv"] = Csv,
        [".tsv"] = Csv,
        [".json"] = Json,
        [".jsonl"] = JsonLines,
        [".ndjson"] = JsonLines,
        [".eml"] = Mail,
        [".pdf"] = Pdf,
        [".docx"] = Docx,
    };

    private static readonly Dictionary<string, string> ByAlias = new(StringComparer.Ordinal)
    {
        ["application/xhtml+xml"] = Html,
        ["text/x-markdown"] = Markdown,
        ["text/tab-separated-values"] = Csv,
        ["application/csv"] = Csv,
        ["text/json"] = Json,
        ["application/jsonl"] = JsonLines,
        ["application/x-pdf"] = Pdf,
    };

    /// <summary>
    /// The type to parse by: the declared one where it is known and says more than "bytes", else the one the file's extension stands for;
    /// null where neither can be read.
    /// </summary>
    public static string? Of(string? declared, string fileName)
    {
        var type = declared?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        var byName = ByExtension.GetValueOrDefault(Path.GetExtension(fileName));
        if (ByAlias.TryGetValue(type, out var known))
        {
            return known;
        }
        // Many uploaders call every text text/plain: the name says more.
        return type == Text && byName is not null && IsText(byName) ? byName : ByExtension.ContainsValue(type) ? type : byName;
    }

    /// <summary>The charset parameter of a Content-Type; null where it has none.</summary>
    public static string? Charset(string? declared)
        => declared?.Split(';').Skip(1).Select(static parameter => parameter.Split('=', 2)).Where(static pair => pair.Length == 2 && pair[0].Trim().Equals("charset", StringComparison.OrdinalIgnoreCase))
            .Select(static pair => pair[1].Trim().Trim('"')).FirstOrDefault(static charset => charset.Length > 0);

    private static bool IsText(string type) => type is Markdown or Html or Csv or Json or JsonLines or Mail;
}
