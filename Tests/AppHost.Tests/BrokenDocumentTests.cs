using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace EventAi.AppHost.Tests;

/// <summary>What cannot be read ends with its reason, and holds up nothing else.</summary>
[Collection(SystemTests.Name)]
public class BrokenDocumentTests(RunningSystem system)
{
    private readonly Documents _documents = new(system.Gateway);

    public static TheoryData<string, string, byte[], string> Broken => new()
    {
        { "broken/corrupt.pdf", "application/pdf", [.. "%PDF-1.7\n1 0 obj\n<< /Type /Catalog"u8, .. new byte[2000]], "damaged" },
        { "broken/bomb.docx", "application/octet-stream", Bomb(), "unpacks to more than" },
        { "broken/lie.pdf", "application/pdf", "<html>not a PDF</html>"u8.ToArray(), "no PDF" },
        { "broken/nested.html", "text/html", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<div>", 30_000))), "nested" },
        { "broken/deep.json", "application/json", Encoding.ASCII.GetBytes(new string('[', 100_000)), "not JSON" },
        { "broken/zeros.txt", "text/plain", new byte[4096], "not text" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Upload_BrokenDocument_FailsWithItsReason(string id, string type, byte[] bytes, string reason)
    {
        await _documents.UploadAsync(id, bytes, type);

        var status = await _documents.EndAsync(id);

        Assert.Equal("Failed", Documents.State(status));
        Assert.Equal("parse", status.GetProperty("stage").GetString());
        Assert.Contains(reason, status.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_TextInAnOldEncoding_IsIndexed()
    {
        await _documents.UploadAsync("broken/latin.txt", Encoding.Latin1.GetBytes("Die Gebühr für verspätete Züge beträgt fünf Gulden."), "text/plain");

        var status = await _documents.EndAsync("broken/latin.txt");

        Assert.Equal("Indexed", Documents.State(status));
    }

    [Fact]
    public Task Upload_PoisonedAmongMany_DelaysNoneOfThem() => HerdAsync("herd", 200);

    [Fact]
    [Trait("Category", "Long")]
    public Task Upload_PoisonedAmongAThousand_DelaysNoneOfThem() => HerdAsync("thousand", 1000);

    private async Task HerdAsync(string name, int count)
    {
        var ids = Enumerable.Range(0, count).Select(number => $"{name}/{number}.txt").ToArray();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (id, _) =>
        {
            if (id == $"{name}/50.txt")
            {
                await _documents.UploadAsync($"{name}/poison.docx", Bomb(), "application/octet-stream");
            }
            await _documents.UploadAsync(id, Encoding.UTF8.GetBytes($"Sheep {id} grazes on hill {id.Length} and is shorn in May."), "text/plain");
        });

        foreach (var id in ids)
        {
            Assert.Equal("Indexed", Documents.State(await _documents.EndAsync(id)));
        }
        Assert.Equal("Failed", Documents.State(await _documents.EndAsync($"{name}/poison.docx")));
    }

    [Fact]
    public async Task Redrive_FailedDocument_GoesOnFromItsStageAndOthersAreRefused()
    {
        await _documents.UploadAsync("broken/again.pdf", "%PDF-1.4 nothing"u8.ToArray(), "application/pdf");
        await _documents.EndAsync("broken/again.pdf");

        using var driven = await system.Gateway.PostAsync($"{Documents.Path("broken/again.pdf")}/redrive", content: null);
        var answer = JsonDocument.Parse(await driven.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(System.Net.HttpStatusCode.Accepted, driven.StatusCode);
        Assert.Equal(1, answer.GetProperty("redrives").GetInt32());
        var status = await _documents.EndAsync("broken/again.pdf");
        Assert.Equal(("Failed", 1L), (Documents.State(status), status.GetProperty("version").GetInt64()));

        await _documents.UploadAsync("fine.txt", "Nothing is wrong with this."u8.ToArray(), "text/plain");
        await _documents.EndAsync("fine.txt");
        using var refused = await system.Gateway.PostAsync($"{Documents.Path("fine.txt")}/redrive", content: null);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.StatusCode);
        using var unknown = await system.Gateway.PostAsync("/documents/unknown.txt/redrive", content: null);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static byte[] Bomb()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var part = archive.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open())
        {
            part.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"u8);
            var block = new byte[1024 * 1024];
            block.AsSpan().Fill((byte)' ');
            for (var megabyte = 0; megabyte < 210; megabyte++)
            {
                part.Write(block);
            }
        }
        return stream.ToArray();
    }
}
