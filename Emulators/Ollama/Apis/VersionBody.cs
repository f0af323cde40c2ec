namespace EventAi.Emulators.Ollama.Apis;

internal sealed record VersionBody(string Version);
