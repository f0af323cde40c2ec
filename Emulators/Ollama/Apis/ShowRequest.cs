using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ShowRequest(string? Model, string? Name, string? System = null, bool? Verbose = null, JsonElement? Options = null);
