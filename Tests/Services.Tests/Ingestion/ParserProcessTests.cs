using System.Text;
using EventAi.Ingestion;
using EventAi.Ingestion.Parsing;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Ingestion;

public class ParserProcessTests
{
    [Fact]
    public async Task Parse_Pdf_GivesWhatParsingHereGives()
    {
        using var process = new ParserProcess(Options.Create(new IngestionOptions()), TimeProvider.System);
        var bytes = DocumentFiles.Pdf(3);

        var parsed = await process.ParseAsync(bytes, MediaTypes.Pdf, charset: null, "x.pdf", CancellationToken.None);

        var here = DocumentParser.Parse(bytes, MediaTypes.Pdf, charset: null, "x.pdf");
        Assert.Null(parsed.Failure);
        Assert.Equal(here.Sections, parsed.Sections);
        Assert.Equal(here.PageStarts, parsed.PageStarts);
    }

    [Fact]
    public async Task Parse_DocumentThatNeedsMoreMemory_FailsAndThisProcessLives()
    {
        using var process = new ParserProcess(Options.Create(new IngestionOptions { ParserMemory = 64 * 1024 * 1024 }), TimeProvider.System);
        var json = Encoding.ASCII.GetBytes($"[{string.Join(',', Enumerable.Repeat("{\"a\":[1,2,3,4,5,6,7,8,9]}", 800_000))}]");

        var parsed = await process.ParseAsync(json, MediaTypes.Json, charset: null, "x.json", CancellationToken.None);

        Assert.Contains("memory", parsed.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parse_DocumentThatTakesTooLong_FailsInTime()
    {
        using var process = new ParserProcess(Options.Create(new IngestionOptions { ParseTimeout = TimeSpan.FromSeconds(2) }), TimeProvider.System);
        var html = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<b><p>", 300_000)));

        var parsed = await process.ParseAsync(html, MediaTypes.Html, charset: null, "x.html", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.NotNull(parsed.Failure);
    }
}
