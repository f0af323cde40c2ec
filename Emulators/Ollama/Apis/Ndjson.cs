using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>Answers of many parts: a JSON object in a line for each, flushed as they come.</summary>
internal static class Ndjson
{
    private const string ContentType = "application/x-ndjson";

    /// <summary>
    /// An error before the first line becomes a status as usual; later it is a last line <c>{"error": …}</c>, for the status is sent.
    /// </summary>
    public static async Task WriteAsync<T>(HttpContext context, IAsyncEnumerable<T> parts, JsonTypeInfo<T> type)
    {
        var cancellation = context.RequestAborted;
        try
        {
            await foreach (var part in parts.WithCancellation(cancellation))
            {
                context.Response.ContentType ??= ContentType;
                await WriteLineAsync(context, part, type);
            }
        }
        catch (Exception error) when (context.Response.HasStarted && !cancellation.IsCancellationRequested)
        {
            await WriteLineAsync(context, new ErrorBody(error.Message), OllamaJson.Relaxed.ErrorBody);
        }
    }

    private static async Task WriteLineAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(body, type), (byte)'\n'];
        await context.Response.Body.WriteAsync(line, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
