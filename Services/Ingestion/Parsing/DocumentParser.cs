using System.Text;

namespace EventAi.Ingestion.Parsing;

/// <summary>Turns a document's bytes into sections. The same bytes and type always give the same result.</summary>
public sealed class DocumentParser
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Dictionary<string, string> TypesByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = "text/plain",
        [".md"] = "text/markdown",
        [".markdown"] = "text/markdown",
        [".html"] = "text/html",
        [".htm"] = "text/html",
    };

    /// <summary>
    /// The media type to parse by: the declared one where it is known, else the one the file's extension stands for; null where
    /// neither can be parsed.
    /// </summary>
    public static string? MediaType(string? declared, string fileName)
    {
        var type = declared?.Split(';')[0].Trim().ToLowerInvariant();
        return type is not null && TypesByExtension.ContainsValue(type) ? type : TypesByExtension.GetValueOrDefault(Path.GetExtension(fileName));
    }

    /// <summary>Parses UTF-8 text (UTF-16 with a byte order mark is read too).</summary>
    public ParsedDocument Parse(ReadOnlySpan<byte> bytes, string mediaType, string fileName)
    {
        if (Decode(bytes) is not { } text)
        {
            return ParsedDocument.Failed($"The bytes are not text: neither UTF-8 nor UTF-16 with a byte order mark, although the type is {mediaType}.");
        }
        string? title = null;
        var sections = mediaType switch
        {
            "text/markdown" => MarkdownParser.Parse(text),
            "text/html" => HtmlTextParser.Parse(text, out title),
            _ => PlainText(text),
        };
        var built = sections.Build();
        return built.Count == 0
            ? ParsedDocument.Failed("The document holds no text.")
            : new ParsedDocument(Limit(sections.Title ?? title ?? Path.GetFileNameWithoutExtension(fileName)), built);
    }

    private static SectionBuilder PlainText(string text)
    {
        var sections = new SectionBuilder();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split("\n\n"))
        {
            sections.Paragraph(paragraph.Replace('\n', ' ')); // lines are wrapped for people
        }
        return sections;
    }

    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = bytes switch
            {
                [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
                [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
                [0xEF, 0xBB, 0xBF, ..] => StrictUtf8.GetString(bytes[3..]),
                _ => StrictUtf8.GetString(bytes),
            };
            return text.Contains('\0') ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Limit(string title) => title.Length <= 500 ? title : title[..500];
}
