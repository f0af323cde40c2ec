using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EventAi.Support;

namespace EventAi.AppHost.Tests;

[Collection(SystemTests.Name)]
public class DocumentTests(RunningSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Upload_Document_IsIndexedFoundAnsweredAndTracedAsOneChain()
    {
        var accepted = await UploadAsync("handbook/dragons.md", "# Dragons\n\n## Diet\n\nThe green dragon of Aldermoor eats exactly seven cabbages a day. It sleeps in the old mill.\n");
        await StateAsync("handbook/dragons.md", "Indexed");

        var found = await PostAsync("/search", new { query = "What does the dragon of Aldermoor eat?", limit = 5 });
        Assert.Equal("handbook/dragons.md", found.GetProperty("results")[0].GetProperty("documentId").GetString());
        var answer = await PostAsync("/ask", new { question = "How many cabbages does the green dragon of Aldermoor eat a day?" });
        Assert.True(answer.GetProperty("answered").GetBoolean(), answer.ToString());
        Assert.Contains("seven cabbages", answer.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Equal("handbook/dragons.md", answer.GetProperty("citations")[0].GetProperty("documentId").GetString());

        await system.Telemetry.TraceAsync(
            accepted.GetProperty("traceId").GetString()!,
            ("gateway", "POST /documents/{**rest}"), ("ingestion", "upload"), ("ingestion", "process documents.uploaded"), ("embedding", "process documents.chunked"), ("ingestion", "process documents.indexed"));
    }

    [Fact]
    public async Task Upload_NewVersion_ReplacesTheOldOne()
    {
        await UploadAsync("versions.txt", "The ferry to Skerryvore leaves at nine in the morning from the north pier.");
        await StateAsync("versions.txt", "Indexed");
        await UploadAsync("versions.txt", "The ferry to Skerryvore leaves at eleven in the morning from the south pier.");
        var status = await StateAsync("versions.txt", "Indexed", version: 2);

        var found = await PostAsync("/search", new { query = "When does the ferry to Skerryvore leave?", limit = 10, documentId = "versions.txt" });
        var texts = found.GetProperty("results").EnumerateArray().Select(static result => result.GetProperty("text").GetString()).ToArray();
        Assert.Equal(2, status.GetProperty("version").GetInt64());
        Assert.Contains("eleven", Assert.Single(texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_SameContentAgain_ChangesNothing()
    {
        const string Text = "A lighthouse keeper polishes the lens every third evening.";
        await UploadAsync("same.txt", Text);
        await StateAsync("same.txt", "Indexed");
        var again = await UploadAsync("same.txt", Text);

        Assert.Equal(1, again.GetProperty("version").GetInt64());
        Assert.Equal("Indexed", (await StateAsync("same.txt", "Indexed")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Delete_Document_IsNoLongerFound()
    {
        await UploadAsync("gone.txt", "Ptarmigan feathers turn white in the first week of November.");
        await StateAsync("gone.txt", "Indexed");

        using var deleted = await system.Gateway.DeleteAsync("/documents/gone.txt");
        Assert.Equal(HttpStatusCode.Accepted, deleted.StatusCode);

        await Eventually.HoldsAsync(Patience, async () =>
            (await PostAsync("/search", new { query = "Ptarmigan feathers", documentId = "gone.txt" })).GetProperty("results").GetArrayLength() == 0);
    }

    [Fact]
    public async Task Upload_DirectlyToTheBucket_IsIndexed()
    {
        using var s3 = new Amazon.S3.AmazonS3Client("any", "any", new Amazon.S3.AmazonS3Config
        {
            ServiceURL = await system.App.GetConnectionStringAsync("aws"),
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
        });
        await s3.PutObjectAsync(new Amazon.S3.Model.PutObjectRequest { BucketName = "documents", Key = "dropped/into the bucket.html", ContentBody = "<html><body><nav>Menu</nav><main><h1>Otters</h1><p>Otters hold hands while they sleep.</p></main></body></html>", ContentType = "text/html" });

        await StateAsync("dropped/into the bucket.html", "Indexed");
    }

    [Theory]
    [InlineData("binary.txt", new byte[] { 0x50, 0x4B, 0x03, 0x04, 0x00, 0xFF, 0xFE })]
    [InlineData("blank.md", new byte[] { 0x20, 0x0A, 0x20 })]
    public async Task Upload_WhatIsNoText_FailsWithAReason(string id, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("text/plain");
        using var response = await system.Gateway.PostAsync($"/documents?id={id}", content);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);

        var status = await StateAsync(id, "Failed");
        Assert.Equal("parse", status.GetProperty("stage").GetString());
        Assert.NotEmpty(status.GetProperty("reason").GetString()!);
    }

    [Theory]
    [InlineData("/documents", "text/plain", "x", HttpStatusCode.BadRequest)]
    [InlineData("/documents?id=a.txt", "text/plain", "", HttpStatusCode.BadRequest)]
    [InlineData("/documents?id=a.exe", "application/x-msdownload", "x", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/search", "application/json", "{}", HttpStatusCode.BadRequest)]
    [InlineData("/search", "application/json", "{\"query\":", HttpStatusCode.BadRequest)]
    [InlineData("/search", "application/json", "{\"query\":\"x\",\"limit\":0}", HttpStatusCode.BadRequest)]
    [InlineData("/search", "text/plain", "x", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/ask", "application/json", "{\"question\":\" \"}", HttpStatusCode.BadRequest)]
    [InlineData("/agents", "application/json", "{\"input\":null}", HttpStatusCode.BadRequest)]
    [InlineData("/nowhere", "application/json", "{}", HttpStatusCode.NotFound)]
    public async Task Post_BadInput_IsAProblemOfTheCaller(string path, string contentType, string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var response = await system.Gateway.PostAsync(path, content);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Upload_OverTheLimit_IsRefused()
    {
        using var content = new ByteArrayContent(new byte[(51 * 1024 * 1024) + 1]);
        content.Headers.ContentType = new("text/plain");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/documents?id=large.txt") { Content = content };
        request.Headers.ExpectContinue = true; // as curl does: the answer comes before the body is sent
        using var response = await system.Gateway.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Embedding_KilledInMidStream_IndexesEveryDocumentOnce()
    {
        var ids = Enumerable.Range(0, 60).Select(static number => $"killed/{number}.txt").ToArray();
        await Task.WhenAll(ids.Select((id, number) => UploadAsync(id, $"Station {number} keeps exactly {number + 100} barrels of rain water. The warden of station {number} counts them on Mondays.")));
        await system.KillAndRestartAsync("embedding");
        foreach (var id in ids)
        {
            await StateAsync(id, "Indexed");
        }

        foreach (var id in ids)
        {
            var found = await PostAsync("/search", new { query = "barrels of rain water", limit = 50, documentId = id });
            Assert.Single(found.GetProperty("results").EnumerateArray());
        }
    }

    private async Task<JsonElement> UploadAsync(string id, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, id.EndsWith(".md", StringComparison.Ordinal) ? "text/markdown" : "text/plain");
        using var response = await system.Gateway.PostAsync($"/documents?id={Uri.EscapeDataString(id)}", content);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> StateAsync(string id, string state, long version = 1)
    {
        JsonElement last = default;
        await Eventually.HoldsAsync(
            Patience,
            async () =>
            {
                using var response = await system.Gateway.GetAsync($"/documents/{Uri.EscapeDataString(id)}");
                last = await response.Content.ReadFromJsonAsync<JsonElement>();
                return response.IsSuccessStatusCode && last.GetProperty("state").GetString() == state && last.GetProperty("version").GetInt64() >= version;
            },
            () => $"{id} is not {state}: {last}");
        return last;
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await system.Gateway.PostAsJsonAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
