using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record GenerateRequest(
    string? Model, string? Prompt, string? System, bool? Stream, CompletionOptions? Options, JsonElement? Format, JsonElement? Think, JsonElement? KeepAlive);
