using UglyToad.PdfPig.Content;

namespace UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

public static class ContentOrderTextExtractor
{
    /// <summary>The page's text in lines; paragraphs apart by an empty one where asked for.</summary>
    public static string GetText(Page page, bool addDoubleNewline = false)
    {
        ArgumentNullException.ThrowIfNull(page);
        return addDoubleNewline ? page.Text : string.Join('\n', page.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
