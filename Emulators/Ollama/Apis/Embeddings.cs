using EventAi.Emulators.Ollama.Catalog;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>POST <c>/api/embeddings</c>, superseded by <c>/api/embed</c>: one prompt, one vector; an empty prompt loads the model.</summary>
internal sealed class Embeddings(ModelCatalog catalog, LoadedModels loaded, OllamaOptions options)
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/embeddings", static async (HttpContext context, Embeddings embeddings) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.EmbeddingsRequest);
        await context.Response.WriteAsJsonAsync(
            await embeddings.ComputeAsync(request, context.RequestAborted), OllamaJson.Relaxed.EmbeddingsBody, cancellationToken: context.RequestAborted);
    });

    private async Task<EmbeddingsBody> ComputeAsync(EmbeddingsRequest request, CancellationToken cancellation)
    {
        var model = RequestBody.RequireModel(catalog, request.Model, Missing.IsBadRequest, RequestBody.TryPulling);
        Embed.RequireEmbedding(model, request.Model!);
        var settings = GenerationOptions.Read(model.Parameters, request.Options);
        var prompt = RequestBody.RequireLength(request.Prompt ?? "", options);
        using var lease = await loaded.AcquireAsync(model, KeepAlive.Read(request.KeepAlive), cancellation);
        return prompt.Length == 0
            ? new EmbeddingsBody([])
            : new EmbeddingsBody((await ((IEmbeddingModel)lease.Model).EmbedAsync([prompt], truncate: true, settings.NumCtx, cancellation)).Vectors[0]);
    }
}
