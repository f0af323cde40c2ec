namespace EventAi.Ingestion.Parsing;

/// <summary>
/// Turns a document's bytes into sections. The same bytes, type and name always give the same result. Small texts are parsed here; everything
/// that a malicious file could blow up is parsed in a process of its own (<see cref="ParserProcess"/>) with limits of time and memory.
/// </summary>
public sealed class DocumentParser(ParserProcess process)
{
    /// <summary>Bytes of a text that is parsed in this process, at most: quadratic work on them ends soon.</summary>
    private const int SmallText = 128 * 1024;

    /// <summary>The same for types that are read in one pass.</summary>
    private const int SmallPlainText = 2 * 1024 * 1024;

    /// <summary>Parses within the limits; a document that cannot be read has <see cref="ParsedDocument.Failure"/> set.</summary>
    public Task<ParsedDocument> ParseAsync(byte[] bytes, string mediaType, string? charset, string fileName, CancellationToken cancellationToken)
        => IsHarmless(mediaType, bytes.Length) ? Task.FromResult(Parse(bytes, mediaType, charset, fileName)) : process.ParseAsync(bytes, mediaType, charset, fileName, cancellationToken);

    /// <summary>Parses here and now, whatever the document is: what the process of its own does.</summary>
    public static ParsedDocument Parse(byte[] bytes, string mediaType, string? charset, string fileName)
    {
        var sections = new SectionBuilder();
        try
        {
            switch (mediaType)
            {
                case MediaTypes.Pdf:
                    PdfParser.Parse(sections, bytes);
                    break;
                case MediaTypes.Docx:
                    DocxParser.Parse(sections, bytes);
                    break;
                case MediaTypes.Mail:
                    MailParser.Parse(sections, bytes);
                    break;
                default:
                    Text(sections, bytes, mediaType, charset);
                    break;
            }
        }
        catch (DocumentLimitException exception)
        {
            return ParsedDocument.Failed(exception.Message);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A reader's mistake with this document: the same tomorrow. Its message may quote the document.
            return ParsedDocument.Failed($"The document could not be read ({exception.GetType().Name}).");
        }
        var name = Path.GetFileNameWithoutExtension(fileName);
        return sections.Build(name.Length > 0 ? name : fileName);
    }

    private static void Text(SectionBuilder sections, byte[] bytes, string mediaType, string? charset)
    {
        var text = TextDecoder.Decode(bytes, charset)
            ?? throw new DocumentLimitException($"The bytes are not text in any encoding that is known here, although the type is {mediaType}.");
        switch (mediaType)
        {
            case MediaTypes.Markdown:
                MarkdownParser.Parse(sections, text);
                break;
            case MediaTypes.Html:
                HtmlTextParser.Parse(sections, text);
                break;
            case MediaTypes.Csv:
                CsvParser.Parse(sections, text);
                break;
            case MediaTypes.Json:
                JsonTextParser.Parse(sections, text);
                break;
            case MediaTypes.JsonLines:
                JsonTextParser.ParseLines(sections, text);
                break;
            default:
                PlainTextParser.Parse(sections, text);
                break;
        }
    }

    private static bool IsHarmless(string mediaType, int length) => mediaType switch
    {
        MediaTypes.Pdf or MediaTypes.Docx => false,
        MediaTypes.Text or MediaTypes.Csv or MediaTypes.JsonLines => length <= SmallPlainText,
        _ => length <= SmallText,
    };
}
