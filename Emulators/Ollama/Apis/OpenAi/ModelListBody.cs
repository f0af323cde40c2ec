namespace EventAi.Emulators.Ollama.Apis.OpenAi;

internal sealed record ModelListBody(string Object, ModelEntry[] Data);
