using EventAi.Emulators.Ollama.Extractive;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>POST <c>/api/generate</c>: as <see cref="Chat"/> with a system text and a prompt. Not emulated: context, suffix, raw, template.</summary>
internal static class Generate
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/generate", HandleAsync);

    private static async Task HandleAsync(
        HttpContext context, ModelCatalog catalog, ExtractiveModel extractive, UseLiteModel useLite, Inference inference, OllamaOptions options, TimeProvider time)
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.GenerateRequest);
        var model = RequestBody.RequireModel(catalog, request.Model, static missing => $"model '{missing}' not found");
        Completion.Refuse(model, request.Model!, "generate", request.Format, tools: null, request.Think);
        if (string.IsNullOrEmpty(request.Prompt))
        {
            await context.Response.WriteAsJsonAsync(
                new GenerateBody(request.Model!, Now(), "", Done: true, "load"), OllamaJson.Default.GenerateBody, cancellationToken: context.RequestAborted);
            return;
        }

        ChatMessageBody[] messages =
        [
            new("system", RequestBody.RequireLength(request.System ?? "", options)),
            new("user", RequestBody.RequireLength(request.Prompt, options)),
        ];
        var completion = await Completion.ComputeAsync(messages, request.Options, extractive, useLite, inference, context.RequestAborted);
        await completion.WriteAsync(
            context,
            request.Stream ?? true,
            OllamaJson.Default.GenerateBody,
            piece => new GenerateBody(request.Model!, Now(), piece, Done: false),
            text => new GenerateBody(
                request.Model!,
                Now(),
                text,
                Done: true,
                completion.DoneReason,
                Durations.Nanoseconds(completion.Waited + completion.Computed),
                Durations.Nanoseconds(completion.Waited),
                completion.PromptTokens,
                Durations.Nanoseconds(completion.Computed),
                completion.Pieces.Count,
                Durations.Nanoseconds(TimeSpan.Zero)));

        DateTime Now() => time.GetUtcNow().UtcDateTime;
    }
}
