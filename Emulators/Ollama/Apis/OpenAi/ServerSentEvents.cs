using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>A stream of <c>data:</c> events that ends with <c>[DONE]</c>.</summary>
internal static class ServerSentEvents
{
    /// <summary>An error before the first event becomes a status as usual; later it is an event, for the status is sent.</summary>
    public static async Task WriteAsync<T>(HttpContext context, IAsyncEnumerable<T> events, JsonTypeInfo<T> type)
    {
        var cancellation = context.RequestAborted;
        try
        {
            await foreach (var item in events.WithCancellation(cancellation))
            {
                context.Response.ContentType ??= "text/event-stream";
                await WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(item, type));
            }

            await WriteAsync(context, "[DONE]"u8.ToArray());
        }
        catch (Exception error) when (context.Response.HasStarted && !cancellation.IsCancellationRequested)
        {
            var body = OpenAiError.Of(StatusCodes.Status500InternalServerError, error.Message);
            await WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(body, OllamaJson.Relaxed.OpenAiError));
        }
    }

    private static async Task WriteAsync(HttpContext context, byte[] data)
    {
        byte[] line = [.. "data: "u8, .. data, .. "\n\n"u8];
        await context.Response.Body.WriteAsync(line, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
