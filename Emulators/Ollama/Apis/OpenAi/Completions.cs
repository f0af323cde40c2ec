using System.Runtime.CompilerServices;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>POST <c>/v1/completions</c>: <see cref="Generate"/> in OpenAI's older shapes. The prompt is one string, as with Ollama.</summary>
internal static class Completions
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/v1/completions", static async (HttpContext context, Generate generate) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.CompletionRequest);
        var parts = await generate.AnswerAsync(ToOllama(request), context.RequestAborted);
        var id = AnswerIds.Next("cmpl");
        if (request.Stream is true)
        {
            var chunks = ChunksAsync(id, parts, request.StreamOptions?.IncludeUsage ?? false, context.RequestAborted);
            await ServerSentEvents.WriteAsync(context, chunks, OllamaJson.Relaxed.CompletionBody);
        }
        else
        {
            var whole = await AnswerBodies.WholeAsync(parts);
            await context.Response.WriteAsJsonAsync(
                Body(id, whole, UsageOf(whole)), OllamaJson.Relaxed.CompletionBody, cancellationToken: context.RequestAborted);
        }
    });

    private static GenerateRequest ToOllama(CompletionRequest request) => new(
        request.Model,
        request.Prompt,
        System: null,
        request.Suffix,
        Template: null,
        Context: null,
        Raw: false,
        request.Stream,
        OpenAiOptions.Of(request.Stop, request.MaxTokens, request.Temperature, request.TopP, request.Seed, request.FrequencyPenalty, request.PresencePenalty),
        Format: null,
        Images: null,
        Think: null,
        KeepAlive: null);

    private static async IAsyncEnumerable<CompletionBody> ChunksAsync(
        string id, IAsyncEnumerable<GenerateBody> parts, bool usage, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var part in parts.WithCancellation(cancellation))
        {
            yield return Body(id, part, usage ? UsageBody.Of(0, 0) : null);
            if (part.Done && usage)
            {
                yield return Body(id, part, UsageOf(part)) with { Choices = [] };
            }
        }
    }

    private static CompletionBody Body(string id, GenerateBody part, UsageBody? usage) => new(
        id,
        "text_completion",
        new DateTimeOffset(part.CreatedAt).ToUnixTimeSeconds(),
        part.Model,
        "fp_ollama",
        part.ModelKind,
        [new(part.Response, 0, part.DoneReason)],
        usage);

    private static UsageBody UsageOf(GenerateBody part) => UsageBody.Of(part.PromptEvalCount, part.EvalCount);
}
