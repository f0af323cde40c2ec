namespace EventAi.Emulators.Ollama.Apis;

/// <summary>GET and HEAD <c>/api/tags</c>: the models.</summary>
internal static class Tags
{
    public static void Map(IEndpointRouteBuilder app)
        => app.MapMethods("/api/tags", OllamaApis.GetAndHead, static (ModelCatalog catalog) => Results.Json(
            new TagsBody([.. catalog.Models.Select(Describe)]), OllamaJson.Default.TagsBody));

    private static ModelBody Describe(CatalogModel model) => new(
        model.Tag, model.Tag, model.ModifiedAt, model.Size, model.Digest.Value, model.Details, model.Capabilities);
}
