using System.Text.Json;
using EventAi.Emulators.Ollama.Extractive;
using EventAi.Emulators.Ollama.Extractive.Formats;

namespace EventAi.Emulators.Tests.Ollama;

[Collection(OllamaCollection.Name)]
public sealed class SchemaFillerTests(OllamaFixture fixture)
{
    private static readonly ExtractiveAnswer Answer = new(
        "What is the capital of France and how many people live there?", [new("The capital of the country is Paris.", 1), new("It has 2,100,000 inhabitants, and nobody counts the cats.", 3)]);

    [Theory]
    [InlineData("\"json\"", """{"answer":"The capital of the country is Paris. [1] It has 2,100,000 inhabitants, and nobody counts the cats. [3]","citations":[1,3],"answered":true}""")]
    [InlineData("""{"type":"object","properties":{"capital":{"type":"string"},"population":{"type":"integer"}},"required":["capital","population"]}""", """{"capital":"Paris","population":2100000}""")]
    [InlineData("""{"type":"object","properties":{"sources":{"type":"array","items":{"type":"integer"}},"found":{"type":"boolean"}}}""", """{"sources":[1,3],"found":true}""")]
    [InlineData("""{"type":"object","properties":{"n":{"type":"number","maximum":10},"m":{"type":"integer","minimum":5}}}""", """{"n":10,"m":5}""")]
    [InlineData("""{"type":"object","properties":{"kind":{"enum":["London","Paris","Rome"]},"v":{"const":7}}}""", """{"kind":"Paris","v":7}""")]
    [InlineData("""{"type":"object","properties":{"p":{"$ref":"#/$defs/P"}},"$defs":{"P":{"type":"object","properties":{"name":{"anyOf":[{"type":"null"},{"type":"string"}]}}}}}""", """{"p":{"name":"Paris"}}""")]
    [InlineData("""{"type":"array","items":{"type":"object","properties":{"sentence":{"type":"string"}}},"maxItems":1}""", """[{"sentence":"The capital of the country is Paris. [1]"}]""")]
    [InlineData("""{"type":"string","maxLength":11}""", "\"Paris\"")]
    [InlineData("""{"$ref":"#"}""", "\"Paris\"")]
    public async Task WriteAsync_Format_IsFollowed(string format, string expected)
        => Assert.Equal(expected, await JsonAnswer.WriteAsync(JsonDocument.Parse(format).RootElement, Answer, fixture.Model.EmbedAsync, CancellationToken.None));

    [Fact]
    public async Task WriteAsync_NoAnswer_StaysValid()
    {
        const string Schema = """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer","minimum":1},"tags":{"type":"array","minItems":2,"items":{"type":"string"}},"ok":{"type":"boolean"}},"required":["name","age","tags","ok"]}""";
        var text = await JsonAnswer.WriteAsync(JsonDocument.Parse(Schema).RootElement, new ExtractiveAnswer("Who?", []), fixture.Model.EmbedAsync, CancellationToken.None);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(ExtractiveModel.DoesNotKnow, json.GetProperty("name").GetString());
        Assert.Equal(1, json.GetProperty("age").GetInt32());
        Assert.Equal(2, json.GetProperty("tags").GetArrayLength());
        Assert.False(json.GetProperty("ok").GetBoolean());
    }
}
