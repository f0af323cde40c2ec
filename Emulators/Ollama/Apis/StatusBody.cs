namespace EventAi.Emulators.Ollama.Apis;

internal sealed record StatusBody(StatusBody.CloudBody Cloud)
{
    internal sealed record CloudBody(bool Disabled, string Source);
}
