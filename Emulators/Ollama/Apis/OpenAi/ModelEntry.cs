namespace EventAi.Emulators.Ollama.Apis.OpenAi;

internal sealed record ModelEntry(string Id, string Object, long Created, string OwnedBy);
