using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record EmbedRequest(
    string? Model, JsonElement Input, bool? Truncate, int? Dimensions, JsonElement? Options, JsonElement? KeepAlive);
