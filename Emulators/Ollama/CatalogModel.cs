using EventAi.Emulators.Ollama.Apis;

namespace EventAi.Emulators.Ollama;

/// <summary>One model as the listing operations show it.</summary>
internal sealed record CatalogModel(
    string Name, bool CanEmbed, long Size, Lazy<string> Digest, DateTime ModifiedAt, ModelDetails Details, string[] Capabilities, string About)
{
    public string Tag => $"{Name}:latest";
}
