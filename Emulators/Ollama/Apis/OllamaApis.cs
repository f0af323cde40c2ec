namespace EventAi.Emulators.Ollama.Apis;

/// <summary>All operations; each file of this folder registers its own routes.</summary>
internal static class OllamaApis
{
    public static void Map(WebApplication app)
    {
        Root.Map(app);
        Version.Map(app);
        Tags.Map(app);
        Show.Map(app);
        Ps.Map(app);
        Embed.Map(app);
        Embeddings.Map(app);
        Chat.Map(app);
        Generate.Map(app);
        Faults.Map(app);
        app.MapHealthChecks("/health");
        app.MapHealthChecks("/alive");
    }

    public static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];
}
