using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record GenerateRequest(
    string? Model,
    string? Prompt,
    string? System,
    string? Suffix,
    string? Template,
    int[]? Context,
    bool Raw,
    bool? Stream,
    JsonElement? Options,
    JsonElement? Format,
    JsonElement? Images,
    JsonElement? Think,
    JsonElement? KeepAlive,
    int TopLogprobs = 0);
