using EventAi.Emulators.Ollama.Catalog;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>POST <c>/api/copy</c>: another name for a model, until the server stops. A built-in model is not replaced.</summary>
internal static class Copy
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/copy", static async (HttpContext context, ModelCatalog catalog, TimeProvider time) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.CopyRequest);
        var source = ModelName.Parse(request.Source) ?? throw OllamaException.BadRequest($"source \"{request.Source}\" is invalid");
        var destination = ModelName.Parse(request.Destination) ?? throw OllamaException.BadRequest($"destination \"{request.Destination}\" is invalid");
        var model = catalog.Find(source) ?? throw new OllamaException(StatusCodes.Status404NotFound, $"model \"{request.Source}\" not found");
        RequestBody.RequireNotBuiltIn(catalog, destination);
        catalog.Add(model with { Name = destination, Parent = model.Parent ?? model.Name, ModifiedAt = time.GetUtcNow().UtcDateTime });
    });
}
