namespace EventAi.Emulators.Ollama.Apis;

internal sealed record RunningBody(
    string Name, string Model, long Size, string Digest, ModelDetails Details, DateTime ExpiresAt, long SizeVram, int ContextLength);
