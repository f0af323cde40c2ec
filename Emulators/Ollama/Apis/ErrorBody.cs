namespace EventAi.Emulators.Ollama.Apis;

/// <summary>Every error of the API.</summary>
internal sealed record ErrorBody(string Error);
