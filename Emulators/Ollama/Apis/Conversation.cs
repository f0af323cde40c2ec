using System.Text.Json;
using EventAi.Emulators.Ollama.Catalog;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>What chat and generate have in common: what a model cannot do, and the bodies of a request as a model takes them.</summary>
internal static class Conversation
{
    private const int MaxTopLogprobs = 20;

    /// <summary>Checks in Ollama's order and words (ollama/server/routes.go, scheduleRunner).</summary>
    /// <exception cref="OllamaException">400 for what the model cannot do.</exception>
    public static void Require(InstalledModel model, string name, string operation, bool tools, bool insert, JsonElement? think)
    {
        if (think is { ValueKind: JsonValueKind.True or JsonValueKind.String } && !model.Can("thinking"))
        {
            throw OllamaException.BadRequest($"\"{name}\" does not support thinking");
        }

        if (!model.Can("completion"))
        {
            throw OllamaException.BadRequest($"\"{name}\" does not support {operation}");
        }

        if (tools && !model.Can("tools"))
        {
            throw OllamaException.BadRequest($"{model.Name.Full} does not support tools");
        }

        if (insert && !model.Can("insert"))
        {
            throw OllamaException.BadRequest($"{model.Name.Full} does not support insert");
        }
    }

    /// <exception cref="OllamaException">400 for a number out of range.</exception>
    public static void RequireTopLogprobs(int count)
    {
        if (count is < 0 or > MaxTopLogprobs)
        {
            throw OllamaException.BadRequest("top_logprobs must be between 0 and 20");
        }
    }

    /// <exception cref="OllamaException">400 for images, which no model here can see, and for texts over the limit.</exception>
    public static ChatMessage Message(ChatMessageBody body, InstalledModel model, OllamaOptions options)
    {
        RequireNoImages(body.Images, model);
        return new ChatMessage(
            Role(body.Role),
            RequestBody.RequireLength(body.Content ?? "", options),
            [.. (body.ToolCalls ?? []).Select(static call => new ToolCall(call.Id ?? "", call.Function?.Name ?? "", call.Function?.Arguments ?? default))],
            body.ToolName);
    }

    /// <exception cref="OllamaException">400 for images, which no model here can see.</exception>
    public static void RequireNoImages(JsonElement? images, InstalledModel model)
    {
        if (images is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0)
        {
            throw OllamaException.BadRequest($"{model.Name.Full} does not support vision");
        }
    }

    /// <exception cref="OllamaException">400 for a tool without a name.</exception>
    public static IReadOnlyList<ToolDefinition> Tools(ToolBody[]? bodies) =>
    [
        .. (bodies ?? []).Select(static tool => tool?.Function is { Name.Length: > 0 } function
            ? new ToolDefinition(function.Name, function.Description ?? "", function.Parameters)
            : throw OllamaException.BadRequest("a tool needs a function with a name")),
    ];

    /// <summary>Null for free text. Ollama takes "json" and JSON schemas and nothing else (ollama/llm/server.go).</summary>
    /// <exception cref="OllamaException">400 for another format.</exception>
    public static JsonElement? Format(JsonElement? format)
    {
        switch (format?.ValueKind)
        {
            case null or JsonValueKind.Null or JsonValueKind.Undefined:
            case JsonValueKind.String when format.Value.GetString() is "":
                return null;
            case JsonValueKind.Object:
            case JsonValueKind.String when format.Value.GetString() is "json":
                return format.Value.Clone();
            default:
                throw OllamaException.BadRequest($"invalid format: {format.Value.GetRawText()}; expected \"json\" or a valid JSON Schema object");
        }
    }

    private static string Role(string? role) => role?.ToLowerInvariant() switch
    {
        "developer" => "system",
        "function" => "tool",
        { Length: > 0 } given => given,
        _ => "user",
    };
}
