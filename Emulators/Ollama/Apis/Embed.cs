using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text.Json;
using EventAi.Emulators.Ollama.Catalog;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>
/// POST <c>/api/embed</c>: <c>input</c> is a text or an array of texts; the vectors come in their order. <c>truncate</c> false refuses a
/// text of more tokens than the model takes at once; <c>dimensions</c> cuts vectors and makes them length 1 again. An empty text alone
/// gives no vector, in an array it gives one.
/// </summary>
internal sealed class Embed(ModelCatalog catalog, LoadedModels loaded, OllamaOptions options, OllamaMetrics metrics)
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/embed", static async (HttpContext context, Embed embed) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.EmbedRequest);
        await context.Response.WriteAsJsonAsync(
            await embed.ComputeAsync(request, context.RequestAborted), OllamaJson.Relaxed.EmbedBody, cancellationToken: context.RequestAborted);
    });

    public async Task<EmbedBody> ComputeAsync(EmbedRequest request, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var texts = Texts(request.Input);
        var model = RequestBody.RequireModel(catalog, request.Model, Missing.IsNotFound, RequestBody.TryPulling);
        RequireEmbedding(model, request.Model!);
        var settings = GenerationOptions.Read(model.Parameters, request.Options);
        using var lease = await loaded.AcquireAsync(model, KeepAlive.Read(request.KeepAlive), cancellation);
        if (texts.Length == 0)
        {
            return new EmbedBody(request.Model!, []);
        }

        var result = await ((IEmbeddingModel)lease.Model).EmbedAsync(texts, request.Truncate ?? true, settings.NumCtx, cancellation);
        metrics.Embedded(model.Name.Display, result.Tokens, lease.LoadTime, Stopwatch.GetElapsedTime(started));
        return new EmbedBody(
            request.Model!,
            Cut(result.Vectors, request.Dimensions ?? 0),
            Durations.Nanoseconds(Stopwatch.GetElapsedTime(started)),
            Durations.Nanoseconds(lease.LoadTime),
            result.Tokens);
    }

    /// <exception cref="OllamaException">400 for a model that gives no vectors.</exception>
    public static void RequireEmbedding(InstalledModel model, string name)
    {
        if (!model.Can("embedding"))
        {
            throw OllamaException.BadRequest($"\"{name}\" does not support embeddings");
        }
    }

    private static float[][] Cut(float[][] vectors, int dimensions)
        => dimensions <= 0 ? vectors : Array.ConvertAll(vectors, vector => dimensions < vector.Length ? Cut(vector, dimensions) : vector);

    private static float[] Cut(float[] vector, int dimensions)
    {
        var cut = vector[..dimensions];
        TensorPrimitives.Divide(cut, MathF.Max(TensorPrimitives.Norm<float>(cut), 1e-12f), cut);
        return cut;
    }

    private string[] Texts(JsonElement input)
    {
        switch (input.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return [];
            case JsonValueKind.String:
                return Text(input) is { Length: > 0 } text ? [text] : [];
            case JsonValueKind.Array when input.GetArrayLength() > options.MaxInputs:
                throw OllamaException.BadRequest($"input has {input.GetArrayLength()} texts, at most {options.MaxInputs} are accepted");
            case JsonValueKind.Array:
                return [.. input.EnumerateArray().Select(Text)];
            default:
                throw OllamaException.BadRequest("invalid input type");
        }
    }

    private string Text(JsonElement item)
        => item.ValueKind == JsonValueKind.String
            ? RequestBody.RequireLength(item.GetString()!, options)
            : throw OllamaException.BadRequest("invalid input type");
}
