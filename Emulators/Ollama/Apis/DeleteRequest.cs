namespace EventAi.Emulators.Ollama.Apis;

internal sealed record DeleteRequest(string? Model, string? Name);
