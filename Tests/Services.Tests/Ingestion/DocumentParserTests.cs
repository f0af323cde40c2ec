using System.Text;
using EventAi.Ingestion.Parsing;

namespace EventAi.Services.Tests.Ingestion;

public class DocumentParserTests
{
    private readonly DocumentParser _parser = new();

    [Fact]
    public void Parse_Markdown_KeepsHeadingsAsPathAndDropsMarkup()
    {
        var parsed = Parse("# Fees\n\nIntro **bold** [link](http://x).\n\n## Cards\n\n- Classic: 1.75%\n- Gold: free\n\n### Late\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n", "text/markdown");

        Assert.Equal("Fees", parsed.Title);
        Assert.Equal(["Fees", "Fees > Cards", "Fees > Cards > Late"], parsed.Sections.Select(static section => section.TitlePath));
        Assert.Equal("Intro bold link.", parsed.Sections[0].Text);
        Assert.Equal("Classic: 1.75%\n\nGold: free", parsed.Sections[1].Text);
        Assert.Equal("a | b\n\n1 | 2\n\ncode", parsed.Sections[2].Text);
    }

    [Fact]
    public void Parse_Html_LeavesBoilerplateOut()
    {
        var parsed = Parse(
            "<html><head><title>Help</title><style>x{}</style></head><body><nav>Menu</nav><main><h1>Cards</h1><p>One <b>two</b></p><script>evil()</script><ul><li>a</li><li>b</li></ul></main><footer>Imprint</footer></body></html>",
            "text/html");

        Assert.Equal("Cards", parsed.Title);
        Assert.Equal("One two\n\na\n\nb", Assert.Single(parsed.Sections).Text);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/markdown")]
    [InlineData("text/html")]
    public void Parse_NothingButWhiteSpace_Fails(string type) => Assert.Equal("The document holds no text.", Parse(" \n\n ", type).Failure);

    [Theory]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 0x00 })]
    public void Parse_BytesThatAreNoText_Fails(byte[] bytes)
        => Assert.StartsWith("The bytes are not text", _parser.Parse(bytes, "text/plain", "x.txt").Failure, StringComparison.Ordinal);

    [Fact]
    public void Parse_Utf16WithByteOrderMark_IsRead()
        => Assert.Equal("Grüße", _parser.Parse([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Grüße")], "text/plain", "x.txt").Sections[0].Text);

    [Fact]
    public void Parse_SectionOffsets_PointIntoTheExtractedText()
    {
        var parsed = Parse("# A\n\none\n\n# B\n\ntwo three\n", "text/markdown");
        var text = string.Join("\n\n", parsed.Sections.Select(static section => section.Text));

        Assert.All(parsed.Sections, section => Assert.Equal(section.Text, text.Substring(section.Offset, section.Text.Length)));
    }

    [Theory]
    [InlineData("text/markdown; charset=utf-8", "x", "text/markdown")]
    [InlineData("application/octet-stream", "x.HTML", "text/html")]
    [InlineData(null, "x.txt", "text/plain")]
    [InlineData("application/pdf", "x.pdf", null)]
    public void MediaType_DeclaredOrByExtension_IsFound(string? declared, string name, string? expected) => Assert.Equal(expected, DocumentParser.MediaType(declared, name));

    private ParsedDocument Parse(string text, string type) => _parser.Parse(Encoding.UTF8.GetBytes(text), type, "file.md");
}
