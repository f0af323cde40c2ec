using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>OpenAI's messages as Ollama's: each text part becomes a message of its own; a tool's message gets the name of the call it answers.</summary>
internal static class ChatCompletionMessages
{
    /// <exception cref="OllamaException">400 for a content that is neither text nor parts of text.</exception>
    public static ChatMessageBody[] ToOllama(ChatCompletionRequest.MessageBody[] messages)
    {
        List<ChatMessageBody> converted = [];
        foreach (var message in messages)
        {
            var calls = message.ToolCalls is { } asked ? Array.ConvertAll(asked, static call => call.ToOllama()) : null;
            var tool = message.Role is "tool" or "function" ? message.Name ?? NameOf(messages, message.ToolCallId) : null;
            switch (message.Content.ValueKind)
            {
                case JsonValueKind.String:
                    converted.Add(new ChatMessageBody(message.Role, message.Content.GetString()!, ToolCalls: calls, ToolName: tool, ToolCallId: message.ToolCallId));
                    break;
                case JsonValueKind.Array:
                    converted.AddRange(message.Content.EnumerateArray().Select(part => new ChatMessageBody(message.Role, Text(part), ToolName: tool, ToolCallId: message.ToolCallId)));
                    if (calls is not null && converted.Count > 0)
                    {
                        converted[^1] = converted[^1] with { ToolCalls = calls };
                    }

                    break;
                case JsonValueKind.Null or JsonValueKind.Undefined when calls is not null:
                    converted.Add(new ChatMessageBody(message.Role, "", ToolCalls: calls, ToolCallId: message.ToolCallId));
                    break;
                default:
                    throw OllamaException.BadRequest($"invalid message content type: {(message.Content.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? "<nil>" : message.Content.ValueKind)}");
            }
        }

        return [.. converted];
    }

    private static string Text(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String)
        {
            switch (type.GetString())
            {
                case "text" when part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String:
                    return text.GetString()!;
                case "image_url" or "input_audio":
                    throw OllamaException.BadRequest("no model of this server can see or hear: image_url and input_audio are not supported");
            }
        }

        throw OllamaException.BadRequest("invalid message format");
    }

    private static string? NameOf(ChatCompletionRequest.MessageBody[] messages, string? callId)
        => messages.SelectMany(static message => message.ToolCalls ?? []).LastOrDefault(call => call.Id is { Length: > 0 } id && id == callId)?.Function?.Name;
}
