namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ShowRequest(string? Model, string? Name);
