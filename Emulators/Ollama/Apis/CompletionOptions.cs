namespace EventAi.Emulators.Ollama.Apis;

/// <summary>Of the options only these two matter to a deterministic model; the rest is accepted and has no effect.</summary>
internal sealed record CompletionOptions(int? NumPredict, string[]? Stop);
