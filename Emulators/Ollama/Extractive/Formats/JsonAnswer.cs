using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventAi.Emulators.Ollama.Extractive.Formats;

/// <summary>An answer as JSON: <c>{"answer", "citations", "answered"}</c> for "json", or what a schema asks for.</summary>
internal static class JsonAnswer
{
    public static async Task<string> WriteAsync(JsonElement format, ExtractiveAnswer answer, EmbedTexts embed, CancellationToken cancellation)
    {
        var json = format.ValueKind == JsonValueKind.Object
            ? await new SchemaFiller(format, answer, embed, cancellation).FillAsync()
            : new JsonObject
            {
                ["answer"] = answer.Text,
                ["citations"] = new JsonArray([.. answer.Citations.Select(static number => JsonValue.Create(number))]),
                ["answered"] = answer.Answered,
            };
        return json is null ? "null" : JsonSerializer.Serialize(json, ExtractiveJson.Relaxed.JsonNode);
    }
}
