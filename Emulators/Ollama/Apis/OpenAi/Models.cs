using EventAi.Emulators.Ollama.Catalog;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>GET <c>/v1/models</c> and <c>/v1/models/{id}</c>; an id may hold slashes.</summary>
internal static class Models
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/models", static (ModelCatalog catalog) => Results.Json(
            new ModelListBody("list", [.. catalog.Models.Select(static model => Entry(model, model.Name.Display))]), OllamaJson.Relaxed.ModelListBody));
        app.MapGet("/v1/models/{**id}", static (string id, ModelCatalog catalog) =>
        {
            var model = RequestBody.RequireModel(catalog, id, Missing.IsBadRequest, static missing => $"model '{ModelName.Parse(missing)!.Display}' not found");
            return Results.Json(Entry(model, id), OllamaJson.Relaxed.ModelEntry);
        });
    }

    private static ModelEntry Entry(InstalledModel model, string id)
        => new(id, "model", new DateTimeOffset(model.ModifiedAt).ToUnixTimeSeconds(), model.Name.Namespace);
}
