using EventAi.Emulators.Ollama.Catalog;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>GET and HEAD <c>/api/tags</c>: the models.</summary>
internal static class Tags
{
    public static void Map(IEndpointRouteBuilder app)
        => app.MapMethods("/api/tags", OllamaApis.GetAndHead, static (ModelCatalog catalog) => Results.Json(
            new TagsBody([.. catalog.Models.Select(Describe)]), OllamaJson.Relaxed.TagsBody));

    private static ModelBody Describe(InstalledModel model) => new(
        model.Name.Display, model.Name.Display, model.ModifiedAt, model.Size, model.Digest.Value, ModelDetails.Of(model), model.Capabilities);
}
