namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ModelBody(
    string Name, string Model, DateTime ModifiedAt, long Size, string Digest, ModelDetails Details, string[] Capabilities);
