using EventAi.Emulators.Ollama.Catalog;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>POST <c>/api/push</c>: refused, for there is no registry and no account behind this server.</summary>
internal static class Push
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/push", static async (HttpContext context, ModelCatalog catalog) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.TransferRequest);
        var given = request.Model is { Length: > 0 } model ? model : request.Name;
        if (string.IsNullOrEmpty(given))
        {
            throw OllamaException.BadRequest("model is required");
        }

        await Progress.WriteAsync(context, request.Stream ?? true, StepsAsync(catalog, ModelName.Parse(given)));
    });

    private static async IAsyncEnumerable<ProgressBody> StepsAsync(ModelCatalog catalog, ModelName? name)
    {
        await Task.CompletedTask;
        yield return new ProgressBody("retrieving manifest");
        throw new OllamaException(
            StatusCodes.Status500InternalServerError,
            name is null || catalog.Find(name) is null
                ? "couldn't retrieve manifest, please make sure it exists"
                : "you are not authorized to push to this namespace, create the model under a namespace you own");
    }
}
