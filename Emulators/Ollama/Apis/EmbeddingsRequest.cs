namespace EventAi.Emulators.Ollama.Apis;

internal sealed record EmbeddingsRequest(string? Model, string? Prompt);
