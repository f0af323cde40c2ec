using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace EventAi.Ingestion.Parsing;

/// <summary>
/// Word documents (ECMA-376, WordprocessingML): paragraphs, headings by their style's name or outline level, table rows as lines. Read as a
/// stream within a limit of unpacked bytes, whatever the archive says about itself.
/// </summary>
internal static class DocxParser
{
    /// <summary>Unpacked bytes of one part, at most.</summary>
    public const long MaxPartBytes = 200L * 1024 * 1024;

    private const int MaxEntries = 10_000;
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string StrictWord = "http://purl.oclc.org/ooxml/wordprocessingml/main";

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true };

    public static void Parse(SectionBuilder sections, byte[] bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > MaxEntries)
            {
                throw new DocumentLimitException($"The archive has more than {MaxEntries} entries.");
            }
            if (archive.GetEntry("word/document.xml") is not { } main)
            {
                throw new DocumentLimitException("The bytes are no Word document: the archive has no word/document.xml.");
            }
            Properties(sections, archive.GetEntry("docProps/core.xml"));
            var headings = HeadingStyles(archive.GetEntry("word/styles.xml"));
            Document(sections, main, headings);
        }
        catch (InvalidDataException)
        {
            throw new DocumentLimitException("The bytes are no Word document: the archive is damaged.");
        }
        catch (XmlException exception)
        {
            throw new DocumentLimitException($"The Word document is damaged: line {exception.LineNumber} of a part is not XML.");
        }
    }

    private static void Properties(SectionBuilder sections, ZipArchiveEntry? entry)
    {
        if (entry is null)
        {
            return;
        }
        using var reader = Open(entry);
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "title" or "created" or "keywords")
            {
                var name = reader.LocalName;
                var value = reader.ReadElementContentAsString().Trim();
                if (name == "title" && value.Length > 0)
                {
                    sections.Title = value;
                }
                else if (name == "created")
                {
                    sections.PublishedAt = PublicationDate.Parse(value);
                }
                else if (name == "keywords")
                {
                    sections.Tags.AddRange(value.Split(',', ';'));
                }
            }
            else
            {
                reader.Read();
            }
        }
    }

    /// <summary>Level by style id: a heading's style may have any id, its name is "heading 1" in every language of Word.</summary>
    private static Dictionary<string, int> HeadingStyles(ZipArchiveEntry? entry)
    {
        var levels = new Dictionary<string, int>(StringComparer.Ordinal) { ["Title"] = 1 };
        if (entry is null)
        {
            return levels;
        }
        using var reader = Open(entry);
        string? style = null;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || !IsWord(reader))
            {
                continue;
            }
            if (reader.LocalName == "style")
            {
                style = Value(reader, "styleId");
            }
            else if (style is not null && reader.LocalName == "name" && Value(reader, "val") is { } name && name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(8), out var level))
            {
                levels[style] = level;
            }
            else if (style is not null && reader.LocalName == "outlineLvl" && int.TryParse(Value(reader, "val"), out var outline) && outline < 9)
            {
                levels.TryAdd(style, outline + 1);
            }
        }
        return levels;
    }

    private static void Document(SectionBuilder sections, ZipArchiveEntry main, Dictionary<string, int> headings)
    {
        using var reader = Open(main);
        var paragraph = new StringBuilder();
        var row = new List<string>();
        var (level, inRow) = (0, 0);
        while (reader.Read())
        {
            if (!IsWord(reader))
            {
                continue;
            }
            switch (reader.NodeType, reader.LocalName)
            {
                case (XmlNodeType.Element, "p"):
                    paragraph.Clear();
                    level = 0;
                    break;
                case (XmlNodeType.Element, "pStyle"):
                    level = Value(reader, "val") is { } style && headings.TryGetValue(style, out var known) ? known : 0;
                    break;
                case (XmlNodeType.Element, "outlineLvl") when int.TryParse(Value(reader, "val"), NumberStyles.None, CultureInfo.InvariantCulture, out var outline) && outline < 9:
                    level = outline + 1;
                    break;
                case (XmlNodeType.Element, "t") when !reader.IsEmptyElement:
                    if (reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
                    {
                        paragraph.Append(reader.Value);
                    }
                    break;
                case (XmlNodeType.Element, "tab" or "br" or "cr"):
                    paragraph.Append(reader.LocalName == "tab" ? ' ' : '\n');
                    break;
                case (XmlNodeType.Element, "tr"):
                    if (inRow++ == 0)
                    {
                        row.Clear();
                    }
                    break;
                case (XmlNodeType.EndElement, "p"):
                    Add(sections, paragraph.ToString().Trim(), level, inRow > 0 ? row : null);
                    paragraph.Clear();
                    break;
                case (XmlNodeType.EndElement, "tr"):
                    if (--inRow == 0)
                    {
                        sections.Paragraph(string.Join(" | ", row));
                    }
                    break;
            }
        }
    }

    private static void Add(SectionBuilder sections, string text, int level, List<string>? row)
    {
        if (text.Length == 0)
        {
            return;
        }
        if (row is not null)
        {
            row.Add(text);
        }
        else if (level is > 0 and <= 6)
        {
            sections.Heading(level, text);
        }
        else
        {
            sections.Paragraph(text);
        }
    }

    private static bool IsWord(XmlReader reader) => reader.NamespaceURI is Word or StrictWord;

    private static string? Value(XmlReader reader, string name) => reader.GetAttribute(name, Word) ?? reader.GetAttribute(name, StrictWord);

    private static XmlReader Open(ZipArchiveEntry entry) => XmlReader.Create(new LimitedStream(entry.Open(), MaxPartBytes), Settings);
}
