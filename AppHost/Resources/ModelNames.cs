namespace EventAi.AppHost.Resources;

/// <summary>The models in use: small real ones where Ollama runs, the emulator's own where it stands in.</summary>
internal sealed record ModelNames(string Embedding, string Chat)
{
    public static ModelNames Of(Backing backing) => backing == Backing.Containers
        ? new ModelNames("all-minilm", "llama3.2:1b")
        : new ModelNames("use-lite", "extractive");
}
