using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>POST <c>/api/embeddings</c>, superseded by <c>/api/embed</c>: one prompt, one vector; an empty prompt gives an empty one.</summary>
internal static class Embeddings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/embeddings", HandleAsync);

    private static async Task<IResult> HandleAsync(
        HttpContext context, ModelCatalog catalog, UseLiteModel useLite, Inference inference, OllamaOptions options)
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.EmbeddingsRequest);
        if (!RequestBody.RequireModel(catalog, request.Model, RequestBody.TryPulling).CanEmbed)
        {
            throw OllamaException.BadRequest($"\"{request.Model}\" does not support embeddings");
        }

        if (string.IsNullOrEmpty(request.Prompt))
        {
            return Results.Json(new EmbeddingsBody([]), OllamaJson.Default.EmbeddingsBody);
        }

        var prompt = RequestBody.RequireLength(request.Prompt, options);
        var (vector, _, _) = await inference.RunAsync(() => useLite.Embed(prompt), context.RequestAborted);
        return Results.Json(new EmbeddingsBody(vector), OllamaJson.Default.EmbeddingsBody);
    }
}
