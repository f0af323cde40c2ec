namespace EventAi.Ingestion.Parsing;

/// <summary>Plain text: paragraphs apart by blank lines.</summary>
internal static class PlainTextParser
{
    public static void Parse(SectionBuilder sections, string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
            end = end < 0 ? text.Length : end;
            sections.Paragraph(text[start..end]);
            start = end + 2;
        }
    }
}
