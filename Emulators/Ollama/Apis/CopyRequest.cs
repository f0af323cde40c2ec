namespace EventAi.Emulators.Ollama.Apis;

internal sealed record CopyRequest(string? Source, string? Destination);
