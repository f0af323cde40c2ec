using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record CreateRequest(
    string? Model,
    string? Name,
    string? From,
    string? System,
    JsonElement? Parameters,
    JsonElement? Files,
    JsonElement? Adapters,
    string? Quantize,
    string? Template,
    bool? Stream);
