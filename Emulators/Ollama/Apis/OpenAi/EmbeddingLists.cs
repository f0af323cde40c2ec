using System.Runtime.InteropServices;
using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>POST <c>/v1/embeddings</c>: <see cref="Embed"/> in OpenAI's shape. Input of token numbers is refused, as by Ollama.</summary>
internal static class EmbeddingLists
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/v1/embeddings", static async (HttpContext context, Embed embed) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.EmbeddingListRequest);
        var base64 = IsBase64(request.EncodingFormat);
        var answer = await embed.ComputeAsync(
            new EmbedRequest(request.Model, Input(request.Input), Truncate: null, request.Dimensions, Options: null, KeepAlive: null), context.RequestAborted);
        var entries = answer.Embeddings.Select((vector, index) => new EmbeddingListBody.Entry("embedding", base64 ? Encode(vector) : vector, index));
        await context.Response.WriteAsJsonAsync(
            new EmbeddingListBody("list", [.. entries], request.Model!, new(answer.PromptEvalCount, answer.PromptEvalCount)),
            OllamaJson.Relaxed.EmbeddingListBody,
            cancellationToken: context.RequestAborted);
    });

    private static bool IsBase64(string? format) => format?.ToLowerInvariant() switch
    {
        null or "" or "float" => false,
        "base64" => true,
        _ => throw OllamaException.BadRequest($"Invalid value for 'encoding_format' = {format}. Supported values: ['float', 'base64']."),
    };

    /// <summary>An empty text gets a vector too: it goes as an array of one.</summary>
    private static JsonElement Input(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.String => JsonSerializer.SerializeToElement([input.GetString()!], OllamaJson.Default.StringArray),
        JsonValueKind.Null or JsonValueKind.Undefined => throw OllamaException.BadRequest("invalid input"),
        JsonValueKind.Array when input.GetArrayLength() == 0 => throw OllamaException.BadRequest("invalid input"),
        _ => input,
    };

    /// <summary>Little-endian, as every machine that runs this is.</summary>
    private static string Encode(float[] vector) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector));
}
