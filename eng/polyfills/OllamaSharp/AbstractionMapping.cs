using Microsoft.Extensions.AI;
using OllamaSharp.Models;
using OllamaSharp.Models.Chat;
using AiRole = Microsoft.Extensions.AI.ChatRole;
using ChatRole = OllamaSharp.Models.Chat.ChatRole;

namespace OllamaSharp;

/// <summary>Microsoft.Extensions.AI's requests and answers to Ollama's and back.</summary>
internal static class AbstractionMapping
{
    /// <exception cref="NotSupportedException">For tools: this stand-in does not carry them.</exception>
    public static ChatRequest ToChatRequest(IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        if (options?.Tools is { Count: > 0 })
        {
            throw new NotSupportedException("The OllamaSharp stand-in of this repository does not carry tools.");
        }

        var request = options?.RawRepresentationFactory?.Invoke(client) as ChatRequest ?? new ChatRequest();
        request.Stream = stream;
        request.Model ??= options?.ModelId ?? string.Empty;
        request.Messages = ToMessages(messages, options);
        if (options?.ResponseFormat is ChatResponseFormatJson json)
        {
            request.Format ??= json.Schema is { } schema ? schema : "json";
        }

        request.Options ??= new RequestOptions();
        request.Options.FrequencyPenalty ??= options?.FrequencyPenalty;
        request.Options.PresencePenalty ??= options?.PresencePenalty;
        request.Options.Seed ??= (int?)options?.Seed;
        request.Options.Stop ??= options?.StopSequences?.ToArray();
        request.Options.Temperature ??= options?.Temperature;
        request.Options.TopP ??= options?.TopP;
        request.Options.TopK ??= options?.TopK;
        request.Options.NumPredict = options?.MaxOutputTokens;
        request.Options.NumCtx ??= Additional<int?>(options, "num_ctx");
        request.KeepAlive ??= Additional<string>(options, "keep_alive");
        return request;
    }

    public static ChatResponse ToChatResponse(ChatDoneResponseStream done, string text)
        => new(new ChatMessage(ToRole(done.Message?.Role), text) { CreatedAt = done.CreatedAt, RawRepresentation = done.Message })
        {
            FinishReason = ToFinishReason(done.DoneReason),
            AdditionalProperties = Durations(done),
            CreatedAt = done.CreatedAt,
            ModelId = done.Model,
            RawRepresentation = done,
            ResponseId = done.CreatedAtString ?? Guid.NewGuid().ToString("N"),
            Usage = ToUsage(done),
        };

    public static ChatResponseUpdate ToUpdate(ChatResponseStream? part, string responseId)
    {
        List<AIContent> contents = [new TextContent(part?.Message?.Content ?? string.Empty)];
        var done = part as ChatDoneResponseStream;
        if (done is not null)
        {
            contents.Add(new UsageContent(ToUsage(done)));
        }

        return new ChatResponseUpdate(ToRole(part?.Message?.Role), contents)
        {
            AdditionalProperties = done is null ? null : Durations(done),
            CreatedAt = part?.CreatedAt,
            FinishReason = ToFinishReason(done?.DoneReason),
            RawRepresentation = part,
            ResponseId = responseId,
            ModelId = part?.Model,
        };
    }

    public static EmbedRequest ToEmbedRequest(IEnumerable<string> values, EmbeddingGenerationOptions? options)
    {
        var request = new EmbedRequest { Input = [.. values], Model = options?.ModelId ?? string.Empty, Dimensions = options?.Dimensions };
        if (options?.AdditionalProperties is { } properties)
        {
            request.KeepAlive = properties.TryGetValue("keep_alive", out string? keepAlive) ? keepAlive : null;
            request.Truncate = properties.TryGetValue("truncate", out bool truncate) ? truncate : null;
        }

        return request;
    }

    public static GeneratedEmbeddings<Embedding<float>> ToEmbeddings(EmbedRequest request, EmbedResponse response)
    {
        var now = TimeProvider.System.GetUtcNow();
        var embeddings = (response.Embeddings ?? []).Select(vector => new Embedding<float>(vector) { CreatedAt = now, ModelId = request.Model });
        return new GeneratedEmbeddings<Embedding<float>>(embeddings)
        {
            AdditionalProperties = new()
            {
                ["load_duration"] = FromNanoseconds(response.LoadDuration ?? 0),
                ["total_duration"] = FromNanoseconds(response.TotalDuration ?? 0),
            },
            Usage = new UsageDetails { InputTokenCount = response.PromptEvalCount, TotalTokenCount = response.PromptEvalCount },
        };
    }

    private static IEnumerable<Message> ToMessages(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        if (!string.IsNullOrWhiteSpace(options?.Instructions))
        {
            yield return new Message(ChatRole.System, options.Instructions);
        }

        foreach (var message in messages)
        {
            if (message.Text is { Length: > 0 } text)
            {
                yield return new Message(new ChatRole(message.Role.Value), text);
            }
        }
    }

    private static AiRole ToRole(ChatRole? role) => new(role?.ToString() ?? "unknown");

    private static ChatFinishReason? ToFinishReason(string? reason) => reason is null ? null : new ChatFinishReason(reason);

    private static UsageDetails ToUsage(ChatDoneResponseStream done) => new()
    {
        InputTokenCount = done.PromptEvalCount,
        OutputTokenCount = done.EvalCount,
        TotalTokenCount = done.PromptEvalCount + done.EvalCount,
    };

    private static AdditionalPropertiesDictionary Durations(ChatDoneResponseStream done) => new()
    {
        ["load_duration"] = FromNanoseconds(done.LoadDuration),
        ["total_duration"] = FromNanoseconds(done.TotalDuration),
        ["prompt_eval_duration"] = FromNanoseconds(done.PromptEvalDuration),
        ["eval_duration"] = FromNanoseconds(done.EvalDuration),
    };

    private static TimeSpan FromNanoseconds(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    private static T? Additional<T>(ChatOptions? options, string name)
        => options?.AdditionalProperties is { } properties && properties.TryGetValue(name, out var value) && value is T typed ? typed : default;
}
