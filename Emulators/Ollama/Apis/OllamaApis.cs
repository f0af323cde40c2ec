using EventAi.Emulators.Ollama.Apis.OpenAi;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>All operations; each file of this folder registers its own routes.</summary>
internal static class OllamaApis
{
    public static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<AnswerBodies>();
        services.AddSingleton<Embed>();
        services.AddSingleton<Embeddings>();
        services.AddSingleton<Chat>();
        services.AddSingleton<Generate>();
        services.AddSingleton<Show>();
    }

    public static void Map(WebApplication app)
    {
        Root.Map(app);
        Version.Map(app);
        Account.Map(app);
        Tags.Map(app);
        Show.Map(app);
        Ps.Map(app);
        Pull.Map(app);
        Push.Map(app);
        Copy.Map(app);
        Create.Map(app);
        Delete.Map(app);
        Blobs.Map(app);
        Embed.Map(app);
        Embeddings.Map(app);
        Chat.Map(app);
        Generate.Map(app);
        ChatCompletions.Map(app);
        Completions.Map(app);
        EmbeddingLists.Map(app);
        Models.Map(app);
        Faults.Map(app);
        app.MapHealthChecks("/health");
        app.MapHealthChecks("/alive");
    }
}
