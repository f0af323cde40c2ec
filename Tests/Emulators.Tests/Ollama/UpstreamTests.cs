using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Emulators.Ollama;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>One emulator behind another: to the one in front, the one behind is a real Ollama with models of its own.</summary>
public sealed class UpstreamTests : IAsyncLifetime
{
    private OllamaServer behind = null!;
    private OllamaServer front = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        behind = await OllamaServer.StartAsync(new OllamaOptions());
        front = await OllamaServer.StartAsync(new OllamaOptions { Upstream = behind.Address });
        http = new HttpClient { BaseAddress = front.Address, Timeout = OllamaFixture.Deadline };
        using var direct = new HttpClient { BaseAddress = behind.Address };
        using var copied = await direct.PostAsync("/api/copy", new StringContent("""{"source": "use-lite", "destination": "far/embedder"}"""));
        using var created = await direct.PostAsync("/api/create", new StringContent("""{"model": "far-chat", "from": "extractive"}"""));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (copied.StatusCode, created.StatusCode));
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await front.DisposeAsync();
        await behind.DisposeAsync();
    }

    [Fact]
    public async Task Requests_ForModelsThatAreNotHere_AreAnsweredBehind()
    {
        using var embedded = await PostAsync("/api/embed", """{"model": "far/embedder", "input": "hello"}""");
        var vector = (await embedded.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("embeddings")[0];
        using var local = await PostAsync("/api/embed", """{"model": "use-lite", "input": "hello"}""");
        Assert.Equal((await local.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("embeddings")[0].GetRawText(), vector.GetRawText());

        using var streamed = await PostAsync("/api/chat", """{"model": "far-chat", "messages": [{"role": "user", "content": "[1] Limits\nThe limit is 5 euros.\n\nQuestion: What is the limit?"}]}""");
        Assert.Equal("application/x-ndjson", streamed.Content.Headers.ContentType!.MediaType);
        var lines = (await streamed.Content.ReadAsStringAsync()).TrimEnd().Split('\n').Select(static line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal("The limit is 5 euros. [1]", string.Concat(lines.Select(static line => line.GetProperty("message").GetProperty("content").GetString())));

        using var model = await http.GetAsync("/v1/models/far-chat");
        Assert.Equal(HttpStatusCode.OK, model.StatusCode);
        using var openAi = await PostAsync("/v1/embeddings", """{"model": "far/embedder", "input": "hello"}""");
        Assert.Equal(HttpStatusCode.OK, openAi.StatusCode);
    }

    [Fact]
    public async Task Lists_OfBoth_AreJoined()
    {
        var tags = await http.GetFromJsonAsync<JsonElement>("/api/tags");
        var names = tags.GetProperty("models").EnumerateArray().Select(static model => model.GetProperty("name").GetString()).ToArray();
        Assert.Contains("far-chat:latest", names);
        Assert.Contains("use-lite:latest", names);
        var models = await http.GetFromJsonAsync<JsonElement>("/v1/models");
        Assert.Contains(models.GetProperty("data").EnumerateArray(), static model => model.GetProperty("id").GetString() == "far/embedder:latest");
    }

    [Fact]
    public async Task Errors_FromBehind_ComeThroughAsTheyAre()
    {
        using var missing = await PostAsync("/api/chat", """{"model": "nowhere", "messages": [{"role": "user", "content": "x"}]}""");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("""{"error":"model 'nowhere' not found"}""", await missing.Content.ReadAsStringAsync());
        using var bad = await PostAsync("/api/chat", "{");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task Upstream_Gone_IsABadGatewayAndTheListsShowWhatIsHere()
    {
        await using var alone = await OllamaServer.StartAsync(new OllamaOptions { Upstream = new Uri("http://127.0.0.1:9/") });
        using var client = new HttpClient { BaseAddress = alone.Address, Timeout = OllamaFixture.Deadline };
        using var gone = await client.PostAsync("/api/embed", new StringContent("""{"model": "far", "input": "x"}"""));
        Assert.Equal(HttpStatusCode.BadGateway, gone.StatusCode);
        Assert.Equal(2, (await client.GetFromJsonAsync<JsonElement>("/api/tags")).GetProperty("models").GetArrayLength());
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) => http.PostAsync(path, new StringContent(body));
}
