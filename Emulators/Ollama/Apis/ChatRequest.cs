using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ChatRequest(
    string? Model, ChatMessageBody[]? Messages, bool? Stream, JsonElement? Options, JsonElement? Format, ToolBody[]? Tools, JsonElement? Think, JsonElement? KeepAlive, int TopLogprobs = 0);
