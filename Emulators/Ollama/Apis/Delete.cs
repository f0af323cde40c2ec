using EventAi.Emulators.Ollama.Catalog;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>DELETE <c>/api/delete</c>: of a name that copy or create added. A built-in model stays.</summary>
internal static class Delete
{
    public static void Map(IEndpointRouteBuilder app) => app.MapDelete("/api/delete", static async (HttpContext context, ModelCatalog catalog, LoadedModels loaded) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.DeleteRequest);
        var given = request.Model is { Length: > 0 } model ? model : request.Name;
        if (string.IsNullOrWhiteSpace(given))
        {
            throw OllamaException.BadRequest("model is required");
        }

        var name = ModelName.Parse(given) ?? throw OllamaException.BadRequest($"name \"{given}\" is invalid");
        RequestBody.RequireNotBuiltIn(catalog, name);
        loaded.Expire(name);
        if (!catalog.Remove(name))
        {
            throw new OllamaException(StatusCodes.Status404NotFound, $"model '{given}' not found");
        }
    });
}
