using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EventAi.Emulators.Ollama;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>The API over sockets as a client that knows nothing but Ollama's documentation would use it.</summary>
[Collection(OllamaCollection.Name)]
public sealed class OllamaApiTests(OllamaFixture fixture)
{
    private const string Context = "[1] Returns\\nUnused goods may be returned within 30 days.\\n\\nQuestion: Until when may unused goods be returned?";

    [Theory]
    [InlineData("/", "Ollama is running")]
    [InlineData("/health", "Healthy")]
    [InlineData("/alive", "Healthy")]
    public async Task Get_PlainPage_Answers(string path, string expected) => Assert.Equal(expected, await fixture.Http.GetStringAsync(path));

    [Theory]
    [InlineData("/")]
    [InlineData("/api/version")]
    [InlineData("/api/tags")]
    public async Task Head_Page_AnswersWithoutBody(string path)
    {
        using var response = await fixture.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Tags_BothModels_AreListedAndLabelled()
    {
        var models = (await GetAsync("/api/tags")).GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(["use-lite:latest", "extractive:latest"], models.Select(model => model.GetProperty("name").GetString()));
        Assert.Equal("extractive", models[1].GetProperty("details").GetProperty("family").GetString());
        Assert.All(models, model => Assert.Equal(64, model.GetProperty("digest").GetString()!.Length));
    }

    [Fact]
    public async Task Show_Extractive_SaysThatItIsNoLanguageModel()
    {
        var shown = await PostAsync("/api/show", """{"model": "extractive"}""");
        Assert.Contains("Not a language model", shown.GetProperty("model_info").GetProperty("general.description").GetString(), StringComparison.Ordinal);
        Assert.Equal("completion", shown.GetProperty("capabilities")[0].GetString());
    }

    [Fact]
    public async Task Ps_ModelInUse_IsLoadedUntilItsKeepAliveEnds()
    {
        await using var server = await OllamaServer.StartAsync(new OllamaOptions());
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = OllamaFixture.Deadline };
        Assert.Empty(await RunningAsync(http));
        using var used = await http.PostAsync("/api/embed", Json("""{"model": "use-lite", "input": "hello", "keep_alive": "10m"}"""));
        var running = Assert.Single(await RunningAsync(http));
        Assert.Equal("use-lite:latest", running.GetProperty("name").GetString());
        Assert.InRange(running.GetProperty("expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        using var unloaded = await http.PostAsync("/api/embed", Json("""{"model": "use-lite", "input": "hello", "keep_alive": 0}"""));
        Assert.Empty(await RunningAsync(http));
        using var loaded = await http.PostAsync("/api/chat", Json("""{"model": "extractive", "keep_alive": -1}"""));
        Assert.Single(await RunningAsync(http));
        using var ended = await http.PostAsync("/api/chat", Json("""{"model": "extractive", "keep_alive": 0}"""));
        Assert.Contains("\"unload\"", await ended.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await RunningAsync(http));
    }

    [Fact]
    public async Task Embed_OneTextOrMany_GivesVectorsOfLengthOneInOrder()
    {
        var one = await PostAsync("/api/embed", """{"model": "use-lite", "input": "hello"}""");
        var many = await PostAsync("/api/embed", """{"model": "use-lite:latest", "input": ["first", "hello"]}""");
        Assert.Equal("use-lite", one.GetProperty("model").GetString());
        Assert.Equal(1, one.GetProperty("embeddings").GetArrayLength());
        Assert.Equal(Vector(one, 0), Vector(many, 1));
        Assert.Equal(fixture.Model.Embed("hello"), Vector(one, 0));
        Assert.True(one.GetProperty("total_duration").GetInt64() > 0);
        Assert.Equal(fixture.Model.Tokenize("hello").Length, one.GetProperty("prompt_eval_count").GetInt32());
    }

    [Theory]
    [InlineData("""{"model": "use-lite", "input": ""}""", 0)]
    [InlineData("""{"model": "use-lite", "input": []}""", 0)]
    [InlineData("""{"model": "use-lite"}""", 0)]
    [InlineData("""{"model": "use-lite", "input": [""]}""", 1)]
    public async Task Embed_EmptyInput_GivesAsManyVectorsAsOllama(string body, int vectors)
        => Assert.Equal(vectors, (await PostAsync("/api/embed", body)).GetProperty("embeddings").GetArrayLength());

    [Fact]
    public async Task Embed_Dimensions_CutsAndNormalizes()
    {
        var vector = Vector(await PostAsync("/api/embed", """{"model": "use-lite", "input": "hello", "dimensions": 64}"""), 0);
        Assert.Equal(64, vector.Length);
        Assert.Equal(1, vector.Sum(static value => (double)value * value), 1e-5);
    }

    [Fact]
    public async Task Embed_LongText_CountsWholeUnlessTruncateIsFalse()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 200));
        var whole = await PostAsync("/api/embed", JsonSerializer.Serialize(new { model = "use-lite", input = new[] { text, text + " and then an elephant" } }));
        Assert.Equal(fixture.Model.Tokenize(text).Length + fixture.Model.Tokenize(text + " and then an elephant").Length, whole.GetProperty("prompt_eval_count").GetInt32());
        Assert.NotEqual(Vector(whole, 0), Vector(whole, 1));
        await AssertErrorAsync("/api/embed", JsonSerializer.Serialize(new { model = "use-lite", input = text, truncate = false }), 400, "the input length exceeds the context length");
    }

    [Fact]
    public async Task Embeddings_Prompt_GivesTheSameVectorAsEmbed()
    {
        var answer = await PostAsync("/api/embeddings", """{"model": "use-lite", "prompt": "hello"}""");
        Assert.Equal(fixture.Model.Embed("hello"), answer.GetProperty("embedding").EnumerateArray().Select(static value => value.GetSingle()));
        Assert.Equal(0, (await PostAsync("/api/embeddings", """{"model": "use-lite", "prompt": ""}""")).GetProperty("embedding").GetArrayLength());
    }

    [Fact]
    public async Task Chat_Streamed_SendsLinesThatJoinToTheWholeAnswer()
    {
        using var response = await fixture.Http.PostAsync("/api/chat", Json($$"""{"model": "extractive", "messages": [{"role": "user", "content": "{{Context}}"}]}"""));
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.MediaType);
        var body = await response.Content.ReadAsStringAsync();
        Assert.EndsWith("\n", body, StringComparison.Ordinal);
        var lines = body.TrimEnd('\n').Split('\n').Select(static line => JsonDocument.Parse(line).RootElement).ToArray();

        Assert.True(lines.Length > 3);
        Assert.All(lines[..^1], static line => Assert.False(line.GetProperty("done").GetBoolean()));
        Assert.All(lines[..^1], static line => Assert.False(line.TryGetProperty("done_reason", out _)));
        var last = lines[^1];
        Assert.True(last.GetProperty("done").GetBoolean());
        Assert.Equal("stop", last.GetProperty("done_reason").GetString());
        Assert.Equal(lines.Length - 1, last.GetProperty("eval_count").GetInt32());
        Assert.True(last.GetProperty("prompt_eval_count").GetInt32() > 10);
        Assert.True(last.GetProperty("total_duration").GetInt64() > 0);
        Assert.Equal("Unused goods may be returned within 30 days. [1]", string.Concat(lines.Select(static line => line.GetProperty("message").GetProperty("content").GetString())));
    }

    [Fact]
    public async Task Chat_NotStreamed_GivesOneObjectWithTheSameAnswer()
    {
        var answer = await PostAsync("/api/chat", $$"""{"model": "extractive", "stream": false, "messages": [{"role": "user", "content": "{{Context}}"}]}""");
        Assert.Equal("Unused goods may be returned within 30 days. [1]", answer.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("assistant", answer.GetProperty("message").GetProperty("role").GetString());
        Assert.EndsWith("Z", answer.GetProperty("created_at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_NumPredictAndStop_CutTheAnswer()
    {
        var limited = await PostAsync("/api/chat", $$"""{"model": "extractive", "stream": false, "options": {"num_predict": 3}, "messages": [{"role": "user", "content": "{{Context}}"}]}""");
        Assert.Equal("Unused goods may", limited.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("length", limited.GetProperty("done_reason").GetString());
        var stopped = await PostAsync("/api/chat", $$"""{"model": "extractive", "stream": false, "options": {"stop": [" within"]}, "messages": [{"role": "user", "content": "{{Context}}"}]}""");
        Assert.Equal("Unused goods may be returned", stopped.GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task Chat_NoMessages_SaysLoaded()
        => Assert.Equal("load", (await PostAsync("/api/chat", """{"model": "extractive"}""")).GetProperty("done_reason").GetString());

    [Fact]
    public async Task Generate_Prompt_AnswersLikeChat()
    {
        var answer = await PostAsync("/api/generate", $$"""{"model": "extractive", "stream": false, "prompt": "{{Context}}"}""");
        Assert.Equal("Unused goods may be returned within 30 days. [1]", answer.GetProperty("response").GetString());
    }

    [Theory]
    [InlineData("/api/embed", """{"model": "nope", "input": "x"}""", 404, "model \"nope\" not found, try pulling it first")]
    [InlineData("/api/chat", """{"model": "nope", "messages": []}""", 404, "model 'nope' not found")]
    [InlineData("/api/show", """{"model": "nope"}""", 404, "model 'nope:latest' not found")]
    [InlineData("/api/show", "{}", 400, "model is required")]
    [InlineData("/api/chat", "{}", 400, "model is required")]
    [InlineData("/api/embeddings", "{}", 400, "model is required")]
    [InlineData("/api/generate", "{}", 404, "model '' not found")]
    [InlineData("/api/generate", """{"model": "a b"}""", 400, "invalid model name")]
    [InlineData("/api/generate", """{"model": "extractive", "prompt": "x", "suffix": "y"}""", 400, "does not support insert")]
    [InlineData("/api/generate", """{"model": "extractive", "prompt": "x", "raw": true, "system": "y"}""", 400, "raw mode does not support template, system, or context")]
    [InlineData("/api/generate", """{"model": "extractive", "prompt": "x", "keep_alive": "soon"}""", 400, "time: invalid duration \"soon\"")]
    [InlineData("/api/chat", """{"model": "extractive", "messages": [{"role": "user", "content": "x"}], "top_logprobs": 21}""", 400, "top_logprobs must be between 0 and 20")]
    [InlineData("/api/chat", """{"model": "extractive", "messages": [{"role": "user", "content": "x"}], "options": {"num_predict": "3"}}""", 500, "option \"num_predict\" must be of type integer")]
    [InlineData("/api/chat", """{"model": "extractive", "messages": [{"role": "user", "content": "x"}], "format": "yaml"}""", 400, "invalid format")]
    [InlineData("/api/chat", """{"model": "extractive", "messages": [{"role": "user", "content": "x", "images": ["AAAA"]}]}""", 400, "does not support vision")]
    [InlineData("/api/embed", "", 400, "missing request body")]
    [InlineData("/api/chat", "", 400, "missing request body")]
    [InlineData("/api/embed", """{"input": "x"}""", 404, "model '' not found")]
    [InlineData("/api/embed", """{"model": "use-lite", "input": 7}""", 400, "invalid input type")]
    [InlineData("/api/embed", """{"model": "use-lite", "input": ["a", null]}""", 400, "invalid input type")]
    [InlineData("/api/embed", """{"model": "extractive", "input": "a"}""", 400, "\"extractive\" does not support embeddings")]
    [InlineData("/api/chat", """{"model": "use-lite", "messages": [{"role": "user", "content": "x"}]}""", 400, "\"use-lite\" does not support chat")]
    [InlineData("/api/generate", """{"model": "use-lite", "prompt": "x"}""", 400, "\"use-lite\" does not support generate")]
    [InlineData("/api/chat", """{"model": "extractive", "tools": [{}], "messages": [{"role": "user", "content": "x"}]}""", 400, "a tool needs a function with a name")]
    [InlineData("/api/chat", """{"model": "extractive", "think": true, "messages": [{"role": "user", "content": "x"}]}""", 400, "\"extractive\" does not support thinking")]
    [InlineData("/api/embed", """{"model": "use-lite", "input": """, 400, "")]
    [InlineData("/api/embed", """{"model": ["use-lite"], "input": "x"}""", 400, "")]
    [InlineData("/api/embed", "[]", 400, "")]
    [InlineData("/api/embed", "null", 400, "")]
    public async Task Post_BadRequest_GetsOllamasError(string path, string body, int status, string error) => await AssertErrorAsync(path, body, status, error);

    [Theory]
    [InlineData("\\ud83d broken", "\\ufffd broken")]
    [InlineData("\\ude00\\ud83d", "\\ufffd\\ufffd")]
    [InlineData("\\\\ud83d", "\\\\ud83d")]
    [InlineData("\\ud83d\\ude00", "\ud83d\ude00")]
    public async Task Embed_HalfOfASurrogatePair_IsReadAsGoDoes(string input, string same)
        => Assert.Equal(
            Vector(await PostAsync("/api/embed", $$"""{"model": "use-lite", "input": "{{same}}"}"""), 0),
            Vector(await PostAsync("/api/embed", $$"""{"model": "use-lite", "input": "{{input}}"}"""), 0));

    [Fact]
    public async Task Embed_OverTheLimits_IsRefused()
    {
        await AssertErrorAsync("/api/embed", JsonSerializer.Serialize(new { model = "use-lite", input = Enumerable.Repeat("x", 301) }), 400, "at most 300");
        await AssertErrorAsync("/api/embed", JsonSerializer.Serialize(new { model = "use-lite", input = new string('x', 100_001) }), 400, "at most 100000");
        await AssertErrorAsync("/api/embed", JsonSerializer.Serialize(new { model = "use-lite", input = new string('x', 3 << 20) }), 413, "too large");
    }

    [Fact]
    public async Task Request_UnknownRouteOrMethod_IsRefusedAsByOllama()
    {
        using var unknown = await fixture.Http.GetAsync("/api/nothing");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("404 page not found", await unknown.Content.ReadAsStringAsync());
        using var method = await fixture.Http.GetAsync("/api/embed");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, method.StatusCode);
    }

    [Fact]
    public async Task Embed_ClientGoesAway_ServerServesTheNext()
    {
        using var gone = new TcpClient();
        await gone.ConnectAsync(fixture.Server.Address.Host, fixture.Server.Address.Port);
        await gone.GetStream().WriteAsync("POST /api/embed HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{\"model\""u8.ToArray());
        gone.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        gone.Close();
        Assert.Equal("Ollama is running", await fixture.Http.GetStringAsync("/"));
    }

    [Fact]
    public async Task Embed_QueueFull_Gets503()
    {
        await using var server = await OllamaServer.StartAsync(new OllamaOptions { MaxConcurrent = 1, MaxQueued = 0 });
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = OllamaFixture.Deadline };
        var body = JsonSerializer.Serialize(new { model = "use-lite", input = Enumerable.Repeat(string.Join(' ', Enumerable.Repeat("word", 120)), 100) });
        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var response = await http.PostAsync("/api/embed", Json(body));
            return response.StatusCode;
        }));
        Assert.Contains(HttpStatusCode.OK, statuses);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, statuses);
    }

    [Fact]
    public async Task Faults_NextRequest_FailsOnce()
    {
        await using var server = await OllamaServer.StartAsync(new OllamaOptions());
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = OllamaFixture.Deadline };
        using var set = await http.PostAsync("/_emulator/faults", Json("""{"path": "/api/version", "status": 503}"""));
        using var dropped = await http.PostAsync("/_emulator/faults", Json("""{"path": "/api/tags", "drop": true}"""));
        Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        using var failed = await http.GetAsync("/api/version");
        using var well = await http.GetAsync("/api/version");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, well.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/api/tags"));
    }

    private static async Task<JsonElement[]> RunningAsync(HttpClient http)
        => [.. (await http.GetFromJsonAsync<JsonElement>("/api/ps")).GetProperty("models").EnumerateArray()];

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static float[] Vector(JsonElement answer, int index)
        => [.. answer.GetProperty("embeddings")[index].EnumerateArray().Select(static value => value.GetSingle())];

    private async Task<JsonElement> GetAsync(string path) => await fixture.Http.GetFromJsonAsync<JsonElement>(path);

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var response = await fixture.Http.PostAsync(path, Json(body));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task AssertErrorAsync(string path, string body, int status, string error)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        request.Headers.ExpectContinue = true; // a refused body is not sent: the answer does not race with it
        using var response = await fixture.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(error, JsonDocument.Parse(text).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
