using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ChatRequest(
    string? Model, ChatMessageBody[]? Messages, bool? Stream, CompletionOptions? Options, JsonElement? Format, JsonElement? Tools, JsonElement? Think, JsonElement? KeepAlive);
