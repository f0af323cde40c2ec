using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace EventAi.Ingestion.Parsing;

/// <summary>CommonMark with tables; headings become the title path, a table row becomes a line.</summary>
internal static class MarkdownParser
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseYamlFrontMatter().Build();

    public static SectionBuilder Parse(string text)
    {
        var sections = new SectionBuilder();
        foreach (var block in Markdown.Parse(text, Pipeline))
        {
            Add(sections, block);
        }
        return sections;
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
            case Markdig.Extensions.Yaml.YamlFrontMatterBlock or HtmlBlock or ThematicBreakBlock or LinkReferenceDefinitionGroup:
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
