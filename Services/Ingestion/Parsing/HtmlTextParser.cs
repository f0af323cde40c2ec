using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace EventAi.Ingestion.Parsing;

/// <summary>HTML: the text of the page's content; scripts, navigation, headers, footers and forms are left out.</summary>
internal static class HtmlTextParser
{
    private const string Boilerplate = "script,style,noscript,template,svg,nav,header,footer,aside,form,button,iframe,[hidden],[aria-hidden=true],[role=navigation],[role=banner],[role=contentinfo]";
    private const string Blocks = "p,li,td,th,pre,blockquote,dt,dd,figcaption,div";

    public static SectionBuilder Parse(string text, out string? title)
    {
        var document = new HtmlParser().ParseDocument(text);
        title = document.Title is { Length: > 0 } named ? named.Trim() : null;
        foreach (var element in document.QuerySelectorAll(Boilerplate))
        {
            element.Remove();
        }
        var sections = new SectionBuilder();
        if ((document.QuerySelector("main,article,[role=main]") ?? document.Body) is { } root)
        {
            Walk(sections, root);
        }
        return sections;
    }

    private static void Walk(SectionBuilder sections, IElement element)
    {
        if (element.LocalName is ['h', >= '1' and <= '6'])
        {
            sections.Heading(element.LocalName[1] - '0', Collapse(element.TextContent));
        }
        else if (element.LocalName == "tr")
        {
            sections.Paragraph(string.Join(" | ", element.Children.Select(static cell => Collapse(cell.TextContent))));
        }
        else if (element.Children.Any(static child => IsBlock(child) || child.QuerySelector(Blocks) is not null))
        {
            foreach (var node in element.ChildNodes)
            {
                if (node is IElement child)
                {
                    Walk(sections, child);
                }
                else if (node is IText loose)
                {
                    sections.Paragraph(Collapse(loose.Data));
                }
            }
        }
        else
        {
            sections.Paragraph(Collapse(element.TextContent));
        }
    }

    private static bool IsBlock(IElement element) => element.LocalName is ['h', >= '1' and <= '6']
        or "p" or "div" or "section" or "article" or "main" or "ul" or "ol" or "li" or "table" or "tbody" or "thead" or "tr" or "pre" or "blockquote" or "dl" or "dt" or "dd" or "figure";

    private static string Collapse(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
