using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EventAi.Support;

namespace EventAi.AppHost.Tests;

/// <summary>The ways in, and what can be seen of a document on its way.</summary>
[Collection(SystemTests.Name)]
public class UploadTests(RunningSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Documents _documents = new(system.Gateway);

    [Fact]
    public async Task Upload_Form_TakesEveryFileAndSaysWhichItRefuses()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("# Kelp\n\nKelp grows half a metre a day.", Encoding.UTF8, "text/markdown"), "file", "kelp.md" },
            { new StringContent("plant,height\nkelp,30\n", Encoding.UTF8, "text/csv"), "file", "heights.csv" },
            { new ByteArrayContent([1, 2, 3]), "file", "tool.exe" },
        };
        using var response = await system.Gateway.PostAsync("/documents?prefix=form/&source=test&tags=Sea,plants", form);
        var results = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        Assert.Equal(["form/kelp.md", "form/heights.csv", "form/tool.exe"], results.EnumerateArray().Select(static result => result.GetProperty("documentId").GetString()));
        Assert.Contains("cannot be read", results[2].GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal("Indexed", Documents.State(await _documents.EndAsync("form/kelp.md")));
        Assert.Equal("Indexed", Documents.State(await _documents.EndAsync("form/heights.csv")));
        var found = await SearchAsync(new { query = "kelp", filters = new { tags = "sea" } });
        Assert.Equal(["form/heights.csv", "form/kelp.md"], found.Order());
        Assert.Empty(await SearchAsync(new { query = "kelp", filters = new { source = "elsewhere", tags = "sea" } }));
    }

    [Fact]
    public async Task Upload_ByUrl_IsRefusedWhereItIsNotAllowed()
    {
        using var response = await system.Gateway.PostAsJsonAsync("/documents", new { urls = new[] { "http://169.254.169.254/latest/meta-data/" } });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Status_Stream_TellsEveryStateInOrder()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/documents");
        request.Headers.Accept.Add(new("text/event-stream"));
        using var deadline = new CancellationTokenSource(Patience);
        using var response = await system.Gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(deadline.Token));
        await _documents.UploadAsync("live.txt", "The tram to the harbour is painted red."u8.ToArray(), "text/plain");

        var states = new List<string>();
        while (states.LastOrDefault() != "Indexed" && await reader.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonDocument.Parse(line[6..]).RootElement is var status && status.GetProperty("documentId").GetString() == "live.txt")
            {
                states.Add(Documents.State(status));
            }
        }

        // Two topics tell of Embedded and Indexed: where the later one is read first, the earlier says nothing any more.
        Assert.Contains(string.Join(' ', states), (string[])["Uploaded Chunked Embedded Indexed", "Uploaded Chunked Indexed"]);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task List_Pages_CoverEveryDocumentOnce()
    {
        for (var number = 0; number < 5; number++)
        {
            await _documents.UploadAsync($"paged/{number}.txt", Encoding.UTF8.GetBytes($"Page {number} of the ledger."), "text/plain");
        }
        var seen = new List<string>();
        long total;
        do
        {
            using var response = await system.Gateway.GetAsync($"/documents?offset={seen.Count}&limit=3");
            total = long.Parse(response.Headers.GetValues("X-Total-Count").Single());
            var page = await response.Content.ReadFromJsonAsync<JsonElement>();
            seen.AddRange(page.EnumerateArray().Select(static status => status.GetProperty("documentId").GetString()!));
        }
        while (seen.Count < total);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(5, seen.Count(static id => id.StartsWith("paged/", StringComparison.Ordinal)));
        using var bad = await system.Gateway.GetAsync("/documents?state=nonsense");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task Describe_Document_BecomesPayloadThatFiltersSee()
    {
        const string Text = "---\ndate: 2024-02-03\n---\n# Bienen\n\nDie Bienen und die Imker sind im Garten. Der Imker zählt die Bienen am 3. März 2024, und die Bienen sind nicht müde. Schreiben Sie an imker@example.org.\n";
        await _documents.UploadAsync("bienen.md", Encoding.UTF8.GetBytes(Text), "text/markdown");
        await _documents.EndAsync("bienen.md");

        JsonElement status = default;
        await Eventually.HoldsAsync(Patience, async () =>
        {
            status = await _documents.EndAsync("bienen.md");
            return status.TryGetProperty("language", out _);
        });

        Assert.Equal("de", status.GetProperty("language").GetString());
        Assert.Equal("Bienen", status.GetProperty("title").GetString());
        Assert.Equal("bienen", status.GetProperty("keywords")[0].GetString());
        Assert.Equal("email", Assert.Single(status.GetProperty("personalData").EnumerateArray()).GetString());
        await Eventually.HoldsAsync(Patience, async () => (await SearchAsync(new
        {
            query = "Imker",
            filters = new { language = "de", tags = "bienen", publishedAt = new { from = "2024-01-01T00:00:00Z", to = "2024-12-31T00:00:00Z" } },
        })).SequenceEqual(["bienen.md"]));
    }

    [Fact]
    public async Task Replace_LongDocument_IsNeverMissingNorMixed()
    {
        static byte[] Version(int version) => Encoding.UTF8.GetBytes(string.Join("\n\n", Enumerable.Range(0, 300).Select(number =>
            $"Paragraph {number} of edition {version} tells how lamp {number} of the lighthouse at Vardø was lit, trimmed and cleaned in the winter months when storms came from the north.")));
        await _documents.UploadAsync("edition.txt", Version(1), "text/plain");
        await _documents.EndAsync("edition.txt");
        using var done = new CancellationTokenSource();
        var (searches, problems) = (0, new List<string>());
        var searching = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                using var response = await system.Gateway.PostAsJsonAsync("/search", new { query = $"lamp lighthouse Vardø {searches++}", limit = 20, documentId = "edition.txt" });
                var results = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").EnumerateArray().ToArray();
                if (results.Length == 0 || results.Select(static result => result.GetProperty("version").GetInt64()).Distinct().Count() > 1)
                {
                    problems.Add($"search {searches}: {results.Length} results of versions {string.Join(',', results.Select(static result => result.GetProperty("version").GetInt64()).Distinct())}");
                }
            }
        });

        await _documents.UploadAsync("edition.txt", Version(2), "text/plain");
        var status = await _documents.EndAsync("edition.txt", version: 2);
        await done.CancelAsync();
        await searching;

        Assert.Equal("Indexed", Documents.State(status));
        Assert.Empty(problems);
        Assert.True(searches > 5);
    }

    private async Task<string[]> SearchAsync(object body)
    {
        using var response = await system.Gateway.PostAsJsonAsync("/search", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").EnumerateArray().Select(static result => result.GetProperty("documentId").GetString()!).Distinct()];
    }
}
