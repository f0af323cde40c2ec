namespace EventAi.Emulators.Ollama.Apis;

/// <summary>An operation that tells its progress: a line for each step, or with <c>stream</c> false the last step alone.</summary>
internal static class Progress
{
    public static async Task WriteAsync(HttpContext context, bool stream, IAsyncEnumerable<ProgressBody> steps)
    {
        if (stream)
        {
            await Ndjson.WriteAsync(context, steps, OllamaJson.Relaxed.ProgressBody);
            return;
        }

        ProgressBody? last = null;
        await foreach (var step in steps)
        {
            last = step;
        }

        await context.Response.WriteAsJsonAsync(last!, OllamaJson.Relaxed.ProgressBody, cancellationToken: context.RequestAborted);
    }
}
