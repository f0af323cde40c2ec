namespace EventAi.Emulators.Ollama.Apis;

internal sealed record TagsBody(ModelBody[] Models);
