using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace EventAi.Ingestion.Parsing;

/// <summary>
/// HTML: the text of the page's content. Scripts, navigation, headers, footers, forms, what is hidden, what is named like a banner, and lists
/// that are mostly links are left out.
/// </summary>
internal static partial class HtmlTextParser
{
    private const string Boilerplate = "script,style,noscript,template,svg,nav,header,footer,aside,form,button,iframe,dialog,[hidden],[aria-hidden=true],"
        + "[role=navigation],[role=banner],[role=contentinfo],[role=complementary],[role=search],[role=dialog]";

    private const string Blocks = "p,li,td,th,pre,blockquote,dt,dd,figcaption,div";
    private const int MaxDepth = 400;

    public static void Parse(SectionBuilder sections, string text)
    {
        var document = new HtmlParser().ParseDocument(text);
        if (Depth(document) > MaxDepth)
        {
            throw new DocumentLimitException($"The HTML is nested more than {MaxDepth} elements deep.");
        }
        Metadata(sections, document);
        foreach (var element in document.QuerySelectorAll(Boilerplate))
        {
            // A header within the article is its own: the title stands there.
            if (element.LocalName != "header" || element.Closest("article,main") is null)
            {
                element.Remove();
            }
        }
        foreach (var element in document.QuerySelectorAll("div,section,ul,ol,p").Where(IsChrome).ToArray())
        {
            element.Remove();
        }
        if ((document.QuerySelector("main,article,[role=main]") ?? document.Body) is { } root)
        {
            Walk(sections, root);
        }
        sections.Title ??= document.Title?.Trim();
    }

    private static void Metadata(SectionBuilder sections, IDocument document)
    {
        string? Meta(string selector, string attribute = "content") => document.QuerySelector(selector)?.GetAttribute(attribute);
        sections.PublishedAt = PublicationDate.Parse(
            Meta("meta[property='article:published_time']") ?? Meta("meta[name=date]") ?? Meta("meta[itemprop=datePublished]") ?? Meta("time[datetime]", "datetime"));
        if (Meta("meta[name=keywords]") is { } keywords)
        {
            sections.Tags.AddRange(keywords.Split(','));
        }
    }

    /// <summary>Named like a part of the page around the content, and small; or made of links.</summary>
    private static bool IsChrome(IElement element)
    {
        var length = element.TextContent.Length;
        if (length < 2000 && ChromeName().IsMatch($"{element.Id} {element.ClassName}") && element.QuerySelector("h1,main,article") is null)
        {
            return true;
        }
        if (element.LocalName is not ("ul" or "ol" or "div") || length > 4000)
        {
            return false;
        }
        var links = element.QuerySelectorAll("a");
        return links.Length >= 4 && links.Sum(static link => link.TextContent.Length) * 10 >= length * 8 && element.QuerySelector("h1,h2,h3") is null;
    }

    private static void Walk(SectionBuilder sections, IElement element)
    {
        if (element.LocalName is ['h', >= '1' and <= '6'])
        {
            sections.Heading(element.LocalName[1] - '0', Collapse(element.TextContent));
        }
        else if (element.LocalName == "pre")
        {
            sections.Paragraph(element.TextContent);
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

    /// <summary>Without recursion: what is nested ten thousand deep must not end the process.</summary>
    private static int Depth(INode root)
    {
        var (deepest, depth) = (0, 0);
        INode? node = root;
        while (node is not null)
        {
            deepest = Math.Max(deepest, depth);
            if (node.FirstChild is { } child)
            {
                (node, depth) = (child, depth + 1);
                continue;
            }
            while (node is not null && node != root && node.NextSibling is null)
            {
                (node, depth) = (node.Parent, depth - 1);
            }
            node = node is null || node == root ? null : node.NextSibling;
        }
        return deepest;
    }

    private static bool IsBlock(IElement element) => element.LocalName is ['h', >= '1' and <= '6']
        or "p" or "div" or "section" or "article" or "main" or "ul" or "ol" or "li" or "table" or "tbody" or "thead" or "tr" or "pre" or "blockquote" or "dl" or "dt" or "dd" or "figure" or "header";

    private static string Collapse(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"(^|[\s_-])(cookies?|consent|breadcrumbs?|sidebar|side-bar|social|share|sharing|related|advert(isement)?|ads?|promo|newsletter|popup|modal|menu|navbar|nav|footer|masthead|pagination|skip-link)($|[\s_-])",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChromeName();
}
