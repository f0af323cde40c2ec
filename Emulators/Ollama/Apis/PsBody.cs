namespace EventAi.Emulators.Ollama.Apis;

internal sealed record PsBody(RunningBody[] Models);
