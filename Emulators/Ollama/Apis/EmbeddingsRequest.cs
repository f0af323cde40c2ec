using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record EmbeddingsRequest(string? Model, string? Prompt, JsonElement? Options, JsonElement? KeepAlive);
