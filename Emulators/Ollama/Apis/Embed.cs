using System.Numerics.Tensors;
using System.Text.Json;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>
/// POST <c>/api/embed</c>: <c>input</c> is a text or an array of texts; the vectors come in their order. <c>truncate</c> false refuses a
/// text of more tokens than the model takes; <c>dimensions</c> cuts vectors and makes them length 1 again. An empty text alone gives no
/// vector, in an array it gives one. <c>options</c> and <c>keep_alive</c> have no effect.
/// </summary>
internal static class Embed
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/embed", HandleAsync);

    private static async Task<IResult> HandleAsync(
        HttpContext context, ModelCatalog catalog, UseLiteModel useLite, Inference inference, OllamaOptions options)
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.EmbedRequest);
        var model = RequestBody.RequireModel(catalog, request.Model, RequestBody.TryPulling);
        var texts = Texts(request.Input, options);
        if (!model.CanEmbed)
        {
            throw OllamaException.BadRequest($"\"{request.Model}\" does not support embeddings");
        }

        if (texts.Length == 0)
        {
            return Results.Json(new EmbedBody(request.Model!, []), OllamaJson.Default.EmbedBody);
        }

        var (result, waited, computed) = await inference.RunAsync(
            () => Compute(useLite, texts, request.Truncate ?? true, request.Dimensions ?? 0, context.RequestAborted), context.RequestAborted);
        return Results.Json(
            new EmbedBody(request.Model!, result.Vectors, Durations.Nanoseconds(waited + computed), Durations.Nanoseconds(waited), result.Tokens),
            OllamaJson.Default.EmbedBody);
    }

    private static (float[][] Vectors, int Tokens) Compute(
        UseLiteModel useLite, string[] texts, bool truncate, int dimensions, CancellationToken cancellation)
    {
        var tokens = Array.ConvertAll(texts, useLite.Tokenize);
        if (!truncate && Array.Exists(tokens, static text => text.Length > UseLiteModel.MaxTokens))
        {
            throw OllamaException.BadRequest("the input length exceeds the context length");
        }

        var vectors = useLite.Embed(tokens, cancellation);
        if (dimensions is > 0 and < UseLiteModel.Dimensions)
        {
            vectors = Array.ConvertAll(vectors, vector => Cut(vector, dimensions));
        }

        return (vectors, tokens.Sum(static text => Math.Min(text.Length, UseLiteModel.MaxTokens)));
    }

    private static float[] Cut(float[] vector, int dimensions)
    {
        var cut = vector[..dimensions];
        TensorPrimitives.Divide(cut, MathF.Max(TensorPrimitives.Norm<float>(cut), 1e-12f), cut);
        return cut;
    }

    private static string[] Texts(JsonElement input, OllamaOptions options)
    {
        switch (input.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return [];
            case JsonValueKind.String:
                return Text(input, options) is { Length: > 0 } text ? [text] : [];
            case JsonValueKind.Array when input.GetArrayLength() > options.MaxInputs:
                throw OllamaException.BadRequest($"input has {input.GetArrayLength()} texts, at most {options.MaxInputs} are accepted");
            case JsonValueKind.Array:
                return [.. input.EnumerateArray().Select(item => Text(item, options))];
            default:
                throw OllamaException.BadRequest("invalid input type");
        }
    }

    private static string Text(JsonElement item, OllamaOptions options)
    {
        if (item.ValueKind != JsonValueKind.String)
        {
            throw OllamaException.BadRequest("invalid input type");
        }

        try
        {
            return RequestBody.RequireLength(item.GetString()!, options);
        }
        catch (InvalidOperationException)
        {
            throw OllamaException.BadRequest("input has half of a surrogate pair");
        }
    }
}
