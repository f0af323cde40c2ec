namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ShowBody(
    string License, string Modelfile, ModelDetails Details, Dictionary<string, object> ModelInfo, string[] Capabilities, DateTime ModifiedAt);
