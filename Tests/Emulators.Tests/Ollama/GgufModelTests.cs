using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Emulators.Ollama;
using EventAi.Emulators.Ollama.Gguf;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>A model that the user brings, in llama.cpp's own libraries (fetched from npm at the first need).</summary>
public sealed class GgufModelTests : IDisposable
{
    private const string Schema = """
        {"model": "tiny", "stream": false, "messages": [{"role": "user", "content": "x"}], "options": {"seed": SEED, "num_predict": 200},
         "format": {"type": "object", "properties": {"ok": {"type": "boolean"}, "count": {"type": "integer"}, "kind": {"enum": ["a", "b \"quoted\""]}}}}
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("eventai-gguf-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [ToolFact("npm")]
    public async Task Model_FromAFile_ChatsAndEmbeds()
    {
        await using var server = await OllamaServer.StartAsync(new OllamaOptions { GgufFiles = [TinyGguf.Write(folder, "Tiny Llama.gguf")] });
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = OllamaFixture.Deadline };
        var shown = await PostAsync(http, "/api/show", """{"model": "tiny-llama"}""");
        Assert.Equal(["completion", "embedding"], shown.GetProperty("capabilities").EnumerateArray().Select(static item => item.GetString()));
        Assert.Equal(512, shown.GetProperty("model_info").GetProperty("llama.context_length").GetInt32());
        Assert.Equal("gguf", shown.GetProperty("details").GetProperty("format").GetString());

        const string Chat = """{"model": "tiny-llama", "stream": false, "messages": [{"role": "user", "content": "hello"}], "options": {"num_predict": 8, "temperature": 0}}""";
        var (first, second) = (await PostAsync(http, "/api/chat", Chat), await PostAsync(http, "/api/chat", Chat));
        Assert.Equal(8, first.GetProperty("eval_count").GetInt32());
        Assert.Equal("length", first.GetProperty("done_reason").GetString());
        Assert.NotEmpty(first.GetProperty("message").GetProperty("content").GetString()!);
        Assert.Equal(8, second.GetProperty("eval_count").GetInt32()); // not the same text: random weights have near ties, which another batch rounds otherwise
        Assert.False(first.TryGetProperty("model_kind", out _));

        var embedded = await PostAsync(http, "/api/embed", """{"model": "tiny-llama", "input": ["one", "the other", "one"]}""");
        var vectors = embedded.GetProperty("embeddings").EnumerateArray().Select(static vector => vector.EnumerateArray().Select(static value => value.GetSingle()).ToArray()).ToArray();
        Assert.All(vectors, static vector => Assert.Equal(1, vector.Sum(static value => (double)value * value), 1e-4));
        Assert.Equal(64, vectors[0].Length);
        Assert.Equal(1, vectors[0].Zip(vectors[2], static (left, right) => (double)left * right).Sum(), 1e-4);
        Assert.True(vectors[0].Zip(vectors[1], static (left, right) => (double)left * right).Sum() < 0.999);
    }

    [ToolFact("npm")]
    public async Task Model_WithASchema_WritesWhatFollowsIt()
    {
        await using var server = await OllamaServer.StartAsync(new OllamaOptions { GgufFiles = [TinyGguf.Write(folder, "tiny.gguf")] });
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = OllamaFixture.Deadline };
        for (var seed = 0; seed < 5; seed++)
        {
            var body = Schema.Replace("SEED", seed.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            var answer = await PostAsync(http, "/api/chat", body);
            var json = JsonDocument.Parse(answer.GetProperty("message").GetProperty("content").GetString()!).RootElement;
            Assert.True(json.GetProperty("ok").ValueKind is JsonValueKind.True or JsonValueKind.False);
            Assert.Equal(JsonValueKind.Number, json.GetProperty("count").ValueKind);
            Assert.Contains(json.GetProperty("kind").GetString(), (string[])["a", "b \"quoted\""]);
        }
    }

    [Theory]
    [InlineData("not a model at all, but long enough to be read")]
    [InlineData("GGUF")]
    [InlineData("")]
    public void Read_OtherFile_SaysSo(string content)
    {
        var path = Path.Combine(folder, "bad.gguf");
        File.WriteAllText(path, content);
        Assert.Contains("GGUF file", Assert.Throws<ModelFileException>(() => GgufHeader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileCutAnywhere_NeverFailsOtherwise()
    {
        var whole = File.ReadAllBytes(TinyGguf.Write(folder, "whole.gguf"));
        Assert.Equal(512, GgufHeader.Read(Path.Combine(folder, "whole.gguf")).Number("context_length"));
        var path = Path.Combine(folder, "cut.gguf");
        for (var length = 0; length < 3000; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<ModelFileException>(() => GgufHeader.Read(path));
        }
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, string body)
    {
        using var response = await http.PostAsync(path, new StringContent(body));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
