namespace EventAi.Emulators.Ollama.Apis.OpenAi;

internal sealed record StreamOptions(bool IncludeUsage);
