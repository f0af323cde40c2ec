using System.Runtime.CompilerServices;
using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>
/// POST <c>/v1/chat/completions</c>: <see cref="Chat"/> in OpenAI's shapes, whole or as server-sent events. <c>tool_choice</c> "none"
/// leaves the tools out; <c>n</c>, <c>logit_bias</c>, <c>user</c> and log probabilities have no effect, as with Ollama.
/// </summary>
internal static class ChatCompletions
{
    private const string Fingerprint = "fp_ollama";

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/v1/chat/completions", static async (HttpContext context, Chat chat) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.ChatCompletionRequest);
        if (request.Messages is not { Length: > 0 } messages)
        {
            throw OllamaException.BadRequest("[] is too short - 'messages'");
        }

        var parts = await chat.AnswerAsync(ToOllama(request, ChatCompletionMessages.ToOllama(messages)), context.RequestAborted);
        var id = AnswerIds.Next("chatcmpl");
        if (request.Stream is true)
        {
            var chunks = ChunksAsync(id, parts, request.StreamOptions?.IncludeUsage ?? false, context.RequestAborted);
            await ServerSentEvents.WriteAsync(context, chunks, OllamaJson.Relaxed.ChatChunkBody);
        }
        else
        {
            await context.Response.WriteAsJsonAsync(
                Whole(id, await AnswerBodies.WholeAsync(parts)), OllamaJson.Relaxed.ChatCompletionBody, cancellationToken: context.RequestAborted);
        }
    });

    private static ChatRequest ToOllama(ChatCompletionRequest request, ChatMessageBody[] messages) => new(
        request.Model,
        messages,
        request.Stream,
        OpenAiOptions.Of(
            request.Stop, request.MaxTokens ?? request.MaxCompletionTokens, request.Temperature, request.TopP, request.Seed, request.FrequencyPenalty, request.PresencePenalty),
        Format(request.ResponseFormat),
        request.ToolChoice is { ValueKind: JsonValueKind.String } choice && choice.GetString() == "none" ? null : request.Tools,
        Think(request.ReasoningEffort),
        KeepAlive: null,
        request.TopLogprobs ?? 0);

    private static JsonElement? Format(ChatCompletionRequest.Format? format) => format?.Type?.Trim().ToLowerInvariant() switch
    {
        "json_object" => JsonSerializer.SerializeToElement("json", OllamaJson.Default.String),
        "json_schema" => format.JsonSchema?.Schema,
        _ => null,
    };

    /// <exception cref="OllamaException">400 for an effort that OpenAI does not know.</exception>
    private static JsonElement? Think(string? effort) => effort switch
    {
        null or "" => null,
        "none" => JsonSerializer.SerializeToElement(value: false, OllamaJson.Default.Boolean),
        "minimal" or "low" or "medium" or "high" or "max" or "xhigh" or "ultra" => JsonSerializer.SerializeToElement(effort, OllamaJson.Default.String),
        _ => throw OllamaException.BadRequest($"invalid reasoning value: \"{effort}\""),
    };

    private static ChatCompletionBody Whole(string id, ChatBody answer)
    {
        var calls = answer.Message.ToolCalls is { } asked ? Array.ConvertAll(asked, OpenAiToolCall.Of) : null;
        return new ChatCompletionBody(
            id,
            "chat.completion",
            Seconds(answer.CreatedAt),
            answer.Model,
            Fingerprint,
            answer.ModelKind,
            [new(0, new("assistant", answer.Message.Content, calls), FinishReason(answer.DoneReason, calls is not null))],
            UsageBody.Of(answer.PromptEvalCount, answer.EvalCount));
    }

    /// <summary>The role with the first chunk, the reason in a chunk of its own, the usage, where asked for, in a last one without choices.</summary>
    private static async IAsyncEnumerable<ChatChunkBody> ChunksAsync(
        string id, IAsyncEnumerable<ChatBody> parts, bool usage, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, called) = (true, false);
        long? created = null;
        await foreach (var part in parts.WithCancellation(cancellation))
        {
            created ??= Seconds(part.CreatedAt);
            var calls = part.Message.ToolCalls is { } asked ? Array.ConvertAll(asked, OpenAiToolCall.Of) : null;
            called |= calls is not null;
            if (first || !part.Done || part.Message.Content is { Length: > 0 } || calls is not null)
            {
                yield return Chunk(part, new ChatChunkBody.ChunkChoice(0, new(first ? "assistant" : null, part.Message.Content, calls)));
                first = false;
            }

            if (part.Done)
            {
                yield return Chunk(part, new ChatChunkBody.ChunkChoice(0, new(), FinishReason(part.DoneReason ?? "stop", called)));
                if (usage)
                {
                    yield return Chunk(part) with { Usage = UsageBody.Of(part.PromptEvalCount, part.EvalCount) };
                }
            }
        }

        ChatChunkBody Chunk(ChatBody part, params ChatChunkBody.ChunkChoice[] choices)
            => new(id, "chat.completion.chunk", created.Value, part.Model, Fingerprint, part.ModelKind, choices);
    }

    private static string? FinishReason(string? reason, bool called) => reason == "stop" && called ? "tool_calls" : reason;

    private static long Seconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeSeconds();
}
