namespace EventAi.Emulators.Ollama.Apis;

/// <summary>POST <c>/api/show</c>: what a model is. Not emulated: template, parameters, tensors.</summary>
internal static class Show
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/show", HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, ModelCatalog catalog)
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.ShowRequest);
        var name = request.Model is { Length: > 0 } given ? given : request.Name;
        var model = RequestBody.RequireModel(catalog, name, static missing => $"model '{missing}' not found");
        var info = new Dictionary<string, object>
        {
            ["general.architecture"] = model.Details.Family,
            ["general.description"] = model.About,
            [$"{model.Details.Family}.context_length"] = model.Details.ContextLength,
        };
        if (model.CanEmbed)
        {
            info[$"{model.Details.Family}.embedding_length"] = model.Details.EmbeddingLength;
        }

        return Results.Json(
            new ShowBody(model.CanEmbed ? "Apache-2.0" : "MIT", $"# {model.About}\nFROM {model.Tag}\n", model.Details, info, model.Capabilities, model.ModifiedAt),
            OllamaJson.Default.ShowBody);
    }
}
