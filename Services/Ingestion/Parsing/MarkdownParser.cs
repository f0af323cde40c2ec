using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace EventAi.Ingestion.Parsing;

/// <summary>CommonMark with tables; headings become the title path, a table row becomes a line. Front matter gives title, date and tags.</summary>
internal static class MarkdownParser
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseYamlFrontMatter().Build();

    public static void Parse(SectionBuilder sections, string text)
    {
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            throw new DocumentLimitException("The Markdown is nested too deeply.");
        }
        foreach (var block in document)
        {
            Add(sections, block);
        }
    }

    private static void Add(SectionBuilder sections, Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                sections.Heading(heading.Level, Text(heading.Inline));
                break;
            case ParagraphBlock paragraph:
                sections.Paragraph(Text(paragraph.Inline));
                break;
            case YamlFrontMatterBlock matter:
                FrontMatter(sections, matter.Lines.ToString());
                break;
            case HtmlBlock or ThematicBreakBlock or LinkReferenceDefinitionGroup:
                break;
            case CodeBlock code:
                sections.Paragraph(code.Lines.ToString());
                break;
            case TableRow row:
                sections.Paragraph(string.Join(" | ", row.OfType<TableCell>().Select(static cell =>
                    string.Join(' ', cell.OfType<ParagraphBlock>().Select(static paragraph => Text(paragraph.Inline))))));
                break;
            case ContainerBlock container:
                foreach (var child in container)
                {
                    Add(sections, child);
                }
                break;
        }
    }

    /// <summary>The three members that mean something here; "tags" as a list in brackets or one a line.</summary>
    private static void FrontMatter(SectionBuilder sections, string yaml)
    {
        var inTags = false;
        foreach (var line in yaml.Split('\n'))
        {
            if (inTags && line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
            {
                sections.Tags.Add(Unquoted(line.TrimStart()[2..]));
                continue;
            }
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = colon < 0 ? ("", "") : (line[..colon].Trim(), Unquoted(line[(colon + 1)..]));
            inTags = name is "tags" or "keywords";
            if (name == "title" && value.Length > 0)
            {
                sections.Title = value;
            }
            else if (name is "date" or "published" or "publishedAt")
            {
                sections.PublishedAt = PublicationDate.Parse(value);
            }
            else if (inTags && value.Length > 0)
            {
                sections.Tags.AddRange(value.Trim('[', ']').Split(',').Select(Unquoted));
            }
        }
    }

    private static string Unquoted(string value) => value.Trim().Trim('"', '\'').Trim();

    private static string Text(ContainerInline? inlines)
        => string.Concat((inlines?.Descendants() ?? []).Select(static inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            LineBreakInline => " ",
            AutolinkInline link => link.Url,
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            _ => "",
        }));
}
