using EventAi.Emulators.Ollama.Catalog;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>GET <c>/api/ps</c>: the models in memory and when they leave it.</summary>
internal static class Ps
{
    public static void Map(IEndpointRouteBuilder app)
        => app.MapGet("/api/ps", static (LoadedModels loaded) => Results.Json(
            new PsBody([.. loaded.Running.Select(static entry => Describe(entry.Model, entry.MemoryBytes, entry.ExpiresAt))]), OllamaJson.Relaxed.PsBody));

    private static RunningBody Describe(InstalledModel model, long memory, DateTime expiresAt) => new(
        model.Name.Display, model.Name.Display, memory, model.Digest.Value, ModelDetails.Of(model), expiresAt, SizeVram: 0, model.Facts.ContextLength);
}
