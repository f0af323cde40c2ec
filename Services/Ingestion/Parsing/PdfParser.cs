using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace EventAi.Ingestion.Parsing;

/// <summary>
/// PDF: the text of each page, its lines put together to paragraphs, words that a line's end parted joined. Lines that stand at the top or
/// the bottom of most pages (page numbers, running titles) are left out.
/// </summary>
internal static partial class PdfParser
{
    private const int MaxPages = 5000;

    /// <summary>Fewer pages say nothing about what repeats.</summary>
    private const int LeastPagesForRunningLines = 4;

    public static void Parse(SectionBuilder sections, byte[] bytes)
    {
        if (bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).IndexOf("%PDF-"u8) < 0)
        {
            throw new DocumentLimitException("The bytes are no PDF: its mark is not among the first of them.");
        }
        foreach (var (page, index) in Pages(sections, bytes).Select(static (page, index) => (page, index)))
        {
            Add(sections, page, index);
        }
    }

    private static List<List<string>> Pages(SectionBuilder sections, byte[] bytes)
    {
        try
        {
            using var document = PdfDocument.Open(bytes);
            if (document.NumberOfPages > MaxPages)
            {
                throw new DocumentLimitException($"The PDF has {document.NumberOfPages} pages; at most {MaxPages} are read.");
            }
            if (document.Information.Title is { Length: > 0 } title && !title.Contains('\uFFFD', StringComparison.Ordinal))
            {
                sections.Title = title.Trim();
            }
            var pages = new List<List<string>>();
            foreach (var page in document.GetPages())
            {
                pages.Add([.. ContentOrderTextExtractor.GetText(page, addDoubleNewline: true).ReplaceLineEndings("\n").Replace('\f', '\n').Split('\n').Select(static line => line.Trim())]);
            }
            RemoveRunningLines(pages);
            return pages;
        }
        catch (Exception exception) when (exception is not (DocumentLimitException or OutOfMemoryException))
        {
            // The reader throws many kinds of exceptions at damaged files; their messages may quote the file.
            throw new DocumentLimitException(exception.GetType().Name.Contains("Encrypted", StringComparison.Ordinal)
                ? "The PDF is encrypted."
                : $"The PDF is damaged and cannot be read ({exception.GetType().Name}).");
        }
    }

    private static void RemoveRunningLines(List<List<string>> pages)
    {
        if (pages.Count < LeastPagesForRunningLines)
        {
            return;
        }
        foreach (var last in (bool[])[false, true])
        {
            var edges = pages.Select(page => last ? page.FindLastIndex(static line => line.Length > 0) : page.FindIndex(static line => line.Length > 0)).ToArray();
            var common = edges.Select((edge, page) => edge < 0 ? "" : Masked(pages[page][edge])).Where(static line => line.Length > 0)
                .GroupBy(static line => line).MaxBy(static group => group.Count());
            if (common is null || common.Count() * 10 < pages.Count * 6)
            {
                continue;
            }
            for (var page = 0; page < pages.Count; page++)
            {
                if (edges[page] >= 0 && Masked(pages[page][edges[page]]) == common.Key)
                {
                    pages[page].RemoveAt(edges[page]);
                }
            }
        }
    }

    private static string Masked(string line) => Digits().Replace(line, "#");

    private static void Add(SectionBuilder sections, List<string> lines, int page)
    {
        sections.Page();
        var paragraph = new List<string>();
        var continues = page > 0 && lines.Find(static line => line.Length > 0) is [>= 'a' and <= 'z', ..];
        foreach (var line in lines.Append(""))
        {
            if (line.Length > 0)
            {
                paragraph.Add(line);
            }
            else if (paragraph.Count > 0)
            {
                sections.Paragraph(Joined(paragraph), continues);
                paragraph.Clear();
                continues = false;
            }
        }
    }

    private static string Joined(List<string> lines)
    {
        var text = lines[0];
        for (var i = 1; i < lines.Count; i++)
        {
            text = text is [.., var before, '-'] && char.IsLower(before) && char.IsLower(lines[i][0]) ? text[..^1] + lines[i]
                : IsWide(text[^1]) && IsWide(lines[i][0]) ? text + lines[i]
                : $"{text} {lines[i]}";
        }
        return text;
    }

    /// <summary>Chinese and Japanese have no space where a line ends.</summary>
    private static bool IsWide(char letter) => letter is (>= '\u3000' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF');

    [GeneratedRegex(@"\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
