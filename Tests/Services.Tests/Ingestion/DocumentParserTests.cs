using System.Text;
using EventAi.Ingestion.Parsing;

namespace EventAi.Services.Tests.Ingestion;

public class DocumentParserTests
{
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
    public void Parse_MarkdownFrontMatter_GivesTitleDateAndTags()
    {
        var parsed = Parse("---\ntitle: \"Handbook\"\ndate: 2025-03-04\ntags:\n  - Cards\n  - fees\n---\n# One\n\ntext\n", "text/markdown");

        Assert.Equal("Handbook", parsed.Title);
        Assert.Equal(new DateTimeOffset(2025, 3, 4, 0, 0, 0, TimeSpan.Zero), parsed.PublishedAt);
        Assert.Equal(["cards", "fees"], parsed.Tags);
    }

    [Fact]
    public void Parse_Html_LeavesBoilerplateOut()
    {
        var parsed = Parse(
            """
            <html><head><title>Help</title><meta property="article:published_time" content="2024-05-06T07:08:09Z"><style>x{}</style></head><body><nav>Menu</nav>
            <div class="cookie-banner">We use cookies</div><ul class="crumbs"><li><a href=a>Home page</a></li><li><a href=b>Section</a></li><li><a href=c>Part</a></li><li><a href=d>Page</a></li></ul>
            <main><h1>Cards</h1><p>One <b>two</b></p><script>evil()</script><ul><li>a</li><li>b</li></ul><div class="related-links">More like this</div></main><footer>Imprint</footer></body></html>
            """,
            "text/html");

        Assert.Equal("Cards", parsed.Title);
        Assert.Equal("One two\n\na\n\nb", Assert.Single(parsed.Sections).Text);
        Assert.Equal(2024, parsed.PublishedAt?.Year);
    }

    [Theory]
    [InlineData("name,city\nAda,\"London, UK\"\nAlan,\"He said \"\"hi\"\"\nthere\"\n")]
    [InlineData("name;city\r\nAda;London, UK\r\nAlan;\"He said \"\"hi\"\"\r\nthere\"\r\n")]
    public void Parse_Csv_NamesTheColumnsOfEachRow(string csv)
        => Assert.Equal("name: Ada | city: London, UK\n\nname: Alan | city: He said \"hi\"\nthere", Parse(csv, "text/csv").Sections[0].Text);

    [Fact]
    public void Parse_Json_BecomesNamedValues()
    {
        var parsed = Parse("""{"title":"Card","limits":{"daily":500,"tags":["a","b"]},"steps":[{"do":"x"},{"do":"y"}]}""", "application/json");

        Assert.Equal("Card", parsed.Title);
        Assert.Equal("title: Card\n\nlimits.daily: 500\n\nlimits.tags: a, b\n\nsteps.do: x\n\nsteps.do: y", parsed.Sections[0].Text);
    }

    [Fact]
    public void Parse_Mail_DecodesHeadersPartsAndCharsets()
    {
        const string Mail = "From: =?utf-8?Q?J=C3=BCrgen?= <j@example.org>\r\nTo: a@example.org\r\nSubject: =?iso-8859-1?B?R3L832U=?=\r\n folded\r\nDate: Fri, 21 Nov 2025 10:00:00 +0100\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"xx\"\r\n\r\npreamble\r\n--xx\r\nContent-Type: multipart/alternative; boundary=yy\r\n\r\n"
            + "--yy\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nDie Geb=FChr betr=E4gt =\r\n18 Euro.\r\n"
            + "--yy\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--yy--\r\n--xx\r\nContent-Type: application/pdf; name=\"bill.pdf\"\r\nContent-Disposition: attachment; filename=\"bill.pdf\"\r\n\r\n%PDF\r\n--xx--\r\n";

        var parsed = Parse(Mail, "message/rfc822");

        Assert.Equal("Grüße folded", parsed.Title);
        Assert.Equal(new DateTimeOffset(2025, 11, 21, 9, 0, 0, TimeSpan.Zero), parsed.PublishedAt);
        Assert.Contains("From: Jürgen <j@example.org>", parsed.Sections[0].Text, StringComparison.Ordinal);
        Assert.Contains("Die Gebühr beträgt 18 Euro.", parsed.Sections[0].Text, StringComparison.Ordinal);
        Assert.Contains("Attachment: bill.pdf", parsed.Sections[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("other", parsed.Sections[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Docx_ReadsHeadingsByStyleNameAndTables()
    {
        var parsed = DocumentParser.Parse(DocumentFiles.Docx(), MediaTypes.Docx, charset: null, "x.docx");

        Assert.Null(parsed.Failure);
        Assert.Equal("Travel", parsed.Title);
        Assert.Equal(["Rules", "Rules > Hotels"], parsed.Sections.Select(static section => section.TitlePath));
        Assert.Equal("Fly economy.", parsed.Sections[0].Text);
        Assert.Equal("City | Limit\n\nParis | 180", parsed.Sections[1].Text);
    }

    [Fact]
    public void Parse_Pdf_ReadsPagesAndLeavesRunningLinesOut()
    {
        var parsed = DocumentParser.Parse(DocumentFiles.Pdf(200), MediaTypes.Pdf, charset: null, "x.pdf");

        Assert.Null(parsed.Failure);
        Assert.Equal(200, parsed.PageStarts.Count);
        var text = parsed.Sections[0].Text;
        Assert.DoesNotContain("Running title", text, StringComparison.Ordinal);
        Assert.Contains("Section 137 of the manual is about valve 137.", text, StringComparison.Ordinal);
        Assert.Equal(137, parsed.PageOf(text.IndexOf("valve 137.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/markdown")]
    [InlineData("text/html")]
    [InlineData("text/csv")]
    public void Parse_NothingButWhiteSpace_Fails(string type) => Assert.Equal("The document holds no text.", Parse(" \n\n ", type).Failure);

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { MediaTypes.Text, [0xC3, 0x28], "not text" },
        { MediaTypes.Text, [0x50, 0x4B, 0x03, 0x04, 0x00], "not text" },
        { MediaTypes.Json, [.. "{\"a\":"u8], "not JSON" },
        { MediaTypes.Json, Encoding.ASCII.GetBytes(new string('[', 5000)), "not JSON" },
        { MediaTypes.JsonLines, [.. "{}\n{"u8], "line 2" },
        { MediaTypes.Mail, [.. "no mail at all"u8], "no mail message" },
        { MediaTypes.Docx, [.. "no archive"u8], "no Word document" },
        { MediaTypes.Docx, DocumentFiles.Zip(("other.xml", "<x/>"u8.ToArray())), "no word/document.xml" },
        { MediaTypes.Docx, DocumentFiles.Zip(("word/document.xml", "<x><y></x>"u8.ToArray())), "not XML" },
        { MediaTypes.Docx, DocumentFiles.Zip(("word/document.xml", "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>"u8.ToArray())), "not XML" },
        { MediaTypes.Pdf, [.. "hello"u8], "no PDF" },
        { MediaTypes.Pdf, [.. "%PDF-1.7\ngarbage\n%%EOF"u8], "damaged" },
        { MediaTypes.Html, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<div>", 5000)) + "deep"), "nested" },
        { MediaTypes.Markdown, Encoding.ASCII.GetBytes(new string('>', 5000) + " deep"), "nested" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Parse_BrokenDocument_SaysWhy(string type, byte[] bytes, string reason)
        => Assert.Contains(reason, DocumentParser.Parse(bytes, type, charset: null, "x").Failure, StringComparison.Ordinal);

    [Fact]
    public void Parse_ArchiveBomb_EndsAtTheLimit()
    {
        var bomb = DocumentFiles.Bomb(megabytes: 300);

        Assert.True(bomb.Length < 1024 * 1024);
        Assert.Contains("unpacks to more than", DocumentParser.Parse(bomb, MediaTypes.Docx, charset: null, "bomb.docx").Failure, StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string?, string> Encodings => new()
    {
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Grüße aus Köln")], null, "Grüße aus Köln" },
        { [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("Grüße aus Köln")], null, "Grüße aus Köln" },
        { Encoding.Unicode.GetBytes("Greetings from Cologne"), null, "Greetings from Cologne" },
        { [0xEF, 0xBB, 0xBF, .. "Grüße"u8], null, "Grüße" },
        { Encoding.Latin1.GetBytes("Die Gebühr für die Karte beträgt 18 Euro."), null, "Die Gebühr für die Karte beträgt 18 Euro." },
        { [.. "price: 5 "u8, 0x80], "windows-1252", "price: 5 €" },
        { [0x93, 0xFA, 0x96, 0x7B], "shift_jis", "日本" },
        { [.. "<?xml version='1.0' encoding='koi8-r'?> "u8, 0xC1, 0xC2], null, "<?xml version='1.0' encoding='koi8-r'?> аб" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Parse_TextInAnyEncoding_IsRead(byte[] bytes, string? charset, string expected)
        => Assert.Equal(expected, DocumentParser.Parse(bytes, MediaTypes.Text, charset, "x.txt").Sections[0].Text);

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
    [InlineData("text/plain", "x.csv", "text/csv")]
    [InlineData("text/plain", "x.unknown", "text/plain")]
    [InlineData(null, "x.txt", "text/plain")]
    [InlineData("application/pdf", "x", "application/pdf")]
    [InlineData("application/zip", "x.zip", null)]
    public void MediaType_DeclaredOrByExtension_IsFound(string? declared, string name, string? expected) => Assert.Equal(expected, MediaTypes.Of(declared, name));

    private static ParsedDocument Parse(string text, string type) => DocumentParser.Parse(Encoding.UTF8.GetBytes(text), type, charset: null, "file.md");
}
