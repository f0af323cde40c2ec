using System.Net;
using System.Text;
using System.Text.Json;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>Damaged requests, thousands of seeded ones: each is answered with a status and, where it is refused, an error in the API's shape; none with 500 by accident.</summary>
public sealed class OllamaFuzzTests : IAsyncLifetime
{
    private static readonly (string Path, string Body)[] Requests =
    [
        ("/api/embed", """{"model":"use-lite","input":["one","two"],"truncate":true,"dimensions":16,"options":{"num_ctx":64},"keep_alive":"5m"}"""),
        ("/api/embeddings", """{"model":"use-lite","prompt":"one","options":{"seed":1}}"""),
        ("/api/chat", """{"model":"extractive","stream":false,"messages":[{"role":"user","content":"[1] A\nIt is 5.\n\nQuestion: What is it?","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]}],"format":{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"enum":["u","v"]}}},"tools":[{"type":"function","function":{"name":"add","parameters":{"properties":{"a":{"type":"number"}}}}}],"options":{"num_predict":3,"stop":["x"]}}"""),
        ("/api/generate", """{"model":"extractive","prompt":"2 + 2?","system":"s","stream":false,"context":[1,2],"keep_alive":30,"raw":false}"""),
        ("/api/show", """{"model":"use-lite","verbose":true}"""),
        ("/api/pull", """{"model":"use-lite","stream":false}"""),
        ("/api/copy", """{"source":"use-lite","destination":"use-lite"}"""),
        ("/v1/embeddings", """{"model":"use-lite","input":["a"],"encoding_format":"base64","dimensions":8}"""),
        ("/v1/chat/completions", """{"model":"extractive","messages":[{"role":"user","content":[{"type":"text","text":"x"}]},{"role":"tool","tool_call_id":"c","content":"[{\"a\":1}]"}],"response_format":{"type":"json_schema","json_schema":{"schema":{"type":"array","minItems":2}}},"stop":["a"],"max_tokens":5}"""),
        ("/v1/completions", """{"model":"extractive","prompt":"x","max_tokens":2}"""),
    ];

    private static readonly string[] Values = ["null", "true", "-1", "1e99", "\"\"", "\"\\ud800\"", "[]", "{}", "[[[]]]", "\"latest\"", "9999999999999999999", "{\"$ref\":\"#\"}", "\"📄\u0000\""];

    private EventAi.Emulators.Ollama.OllamaServer server = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        server = await EventAi.Emulators.Ollama.OllamaServer.StartAsync(new());
        http = new HttpClient { BaseAddress = server.Address, Timeout = OllamaFixture.Deadline };
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Requests_Damaged_AreAnsweredInShape(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var (path, body) = Requests[random.Next(Requests.Length)];
            var damaged = Damage(body, random);
            using var content = new ByteArrayContent(damaged);
            using var response = await http.PostAsync(path, content);
            var text = await response.Content.ReadAsStringAsync();
            var request = $"{path} {Encoding.UTF8.GetString(damaged)}";
            Assert.True(response.StatusCode != HttpStatusCode.InternalServerError || text.Contains("option", StringComparison.Ordinal) || text.Contains("pull model manifest", StringComparison.Ordinal), $"{request} → {text}");
            if (!response.IsSuccessStatusCode && text.Length > 0)
            {
                var error = JsonDocument.Parse(text).RootElement.GetProperty("error");
                Assert.True(path.StartsWith("/v1", StringComparison.Ordinal) ? error.GetProperty("message").GetString() is not null : error.GetString() is not null, $"{request} → {text}");
            }
        }

        Assert.Equal("Ollama is running", await http.GetStringAsync("/"));
    }

    /// <summary>Bytes flipped or cut out, or a value put in the place of another.</summary>
    private static byte[] Damage(string body, Random random)
    {
        if (random.Next(3) > 0)
        {
            var starts = Enumerable.Range(0, body.Length).Where(index => body[index] == ':').ToArray();
            var start = starts[random.Next(starts.Length)] + 1;
            var end = body.IndexOfAny([',', '}', ']'], start);
            return Encoding.UTF8.GetBytes(body[..start] + Values[random.Next(Values.Length)] + body[end..]);
        }

        var bytes = Encoding.UTF8.GetBytes(body).ToList();
        for (var change = random.Next(1, 4); change > 0 && bytes.Count > 1; change--)
        {
            var at = random.Next(bytes.Count);
            if (random.Next(2) == 0)
            {
                bytes[at] = (byte)random.Next(256);
            }
            else
            {
                bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
            }
        }

        return [.. bytes];
    }
}
