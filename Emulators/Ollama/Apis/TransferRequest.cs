namespace EventAi.Emulators.Ollama.Apis;

/// <summary>Body of pull and push; <c>name</c> is the older word for <c>model</c>.</summary>
internal sealed record TransferRequest(string? Model, string? Name, bool? Stream);
