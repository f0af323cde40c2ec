// Stands in for Microsoft.Extensions.AI 10.11.0: spans `chat {model}` and the client metrics of the GenAI conventions.
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Writes a span and metrics for every call to the inner client.</summary>
public sealed class OpenTelemetryChatClient : DelegatingChatClient
{
    private readonly GenAiTelemetry telemetry;
    private readonly Histogram<double> timeToFirstChunk;
    private readonly Histogram<double> timePerOutputChunk;

    public OpenTelemetryChatClient(IChatClient innerClient, ILogger? logger = null, string? sourceName = null)
        : base(innerClient)
    {
        var metadata = innerClient.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        telemetry = new("chat", sourceName, metadata?.DefaultModelId, metadata?.ProviderName, metadata?.ProviderUri, logger);
        timeToFirstChunk = telemetry.Seconds("gen_ai.client.operation.time_to_first_chunk", "Time to receive the first chunk of a streamed answer");
        timePerOutputChunk = telemetry.Seconds("gen_ai.client.operation.time_per_output_chunk", "Time per output chunk of a streamed answer");
    }

    /// <summary>Whether prompts and answers are written to the span.</summary>
    public bool EnableSensitiveData { get; set; } = GenAiTelemetry.CaptureContentByDefault;

    public override object? GetService(Type serviceType, object? serviceKey = null)
        => serviceType == typeof(ActivitySource) ? telemetry.Source : base.GetService(serviceType, serviceKey);

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var model = options?.ModelId ?? telemetry.DefaultModel;
        using var activity = Start(messages, options, model, streamed: false);
        var started = Stopwatch.GetTimestamp();
        ChatResponse? response = null;
        Exception? error = null;
        try
        {
            return response = await base.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (Exception exception)
        {
            error = exception;
            throw;
        }
        finally
        {
            End(activity, started, model, response, error);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var model = options?.ModelId ?? telemetry.DefaultModel;
        using var activity = Start(messages, options, model, streamed: true);
        var started = Stopwatch.GetTimestamp();
        var previous = started;
        List<ChatResponseUpdate> seen = [];
        Exception? error = null;
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (Exception exception)
                {
                    error = exception;
                    throw;
                }

                var tags = telemetry.MetricTags(model, updates.Current.ModelId);
                var seconds = Stopwatch.GetElapsedTime(previous).TotalSeconds;
                (seen.Count == 0 ? timeToFirstChunk : timePerOutputChunk).Record(seconds, tags);
                if (seen.Count == 0)
                {
                    activity?.AddTag("gen_ai.response.time_to_first_chunk", seconds);
                }

                previous = Stopwatch.GetTimestamp();
                seen.Add(updates.Current);
                yield return updates.Current;
                if (activity is not null)
                {
                    // An iterator loses the current activity between two MoveNextAsync calls.
                    Activity.Current = activity;
                }
            }
        }
        finally
        {
            End(activity, started, model, seen.ToChatResponse(), error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            telemetry.Dispose();
        }

        base.Dispose(disposing);
    }

    private Activity? Start(IEnumerable<ChatMessage> messages, ChatOptions? options, string? model, bool streamed)
    {
        var activity = telemetry.Start(model);
        if (activity is not { IsAllDataRequested: true })
        {
            return activity;
        }

        if (streamed)
        {
            activity.AddTag("gen_ai.request.stream", true);
        }

        AddIfSet(activity, "gen_ai.conversation.id", options?.ConversationId);
        AddIfSet(activity, "gen_ai.request.frequency_penalty", options?.FrequencyPenalty);
        AddIfSet(activity, "gen_ai.request.max_tokens", options?.MaxOutputTokens);
        AddIfSet(activity, "gen_ai.request.presence_penalty", options?.PresencePenalty);
        AddIfSet(activity, "gen_ai.request.seed", options?.Seed);
        AddIfSet(activity, "gen_ai.request.temperature", options?.Temperature);
        AddIfSet(activity, "gen_ai.request.top_k", options?.TopK);
        AddIfSet(activity, "gen_ai.request.top_p", options?.TopP);
        AddIfSet(activity, "gen_ai.output.type", options?.ResponseFormat switch { ChatResponseFormatText => "text", ChatResponseFormatJson => "json", _ => null });
        if (EnableSensitiveData)
        {
            activity.AddTag("gen_ai.input.messages", Describe(messages));
        }

        return activity;
    }

    private void End(Activity? activity, long started, string? model, ChatResponse? response, Exception? error)
    {
        telemetry.End(activity, Stopwatch.GetElapsedTime(started), model, response?.ModelId, response?.Usage, error);
        if (activity is null || response is null)
        {
            return;
        }

        AddIfSet(activity, "gen_ai.response.id", response.ResponseId);
        AddIfSet(activity, "gen_ai.response.finish_reasons", response.FinishReason is { } reason ? $"[\"{reason.Value}\"]" : null);
        if (EnableSensitiveData)
        {
            activity.AddTag("gen_ai.output.messages", Describe(response.Messages));
        }
    }

    private static void AddIfSet(Activity activity, string name, object? value)
    {
        if (value is not null)
        {
            activity.AddTag(name, value);
        }
    }

    /// <summary>The conventions' form of messages: role and parts; only text parts are written.</summary>
    private static string Describe(IEnumerable<ChatMessage> messages)
        => JsonSerializer.Serialize(messages.Select(static message => new
        {
            role = message.Role.Value,
            parts = message.Contents.OfType<TextContent>().Select(static text => new { type = "text", content = text.Text }),
        }));
}

public static class OpenTelemetryChatClientBuilderExtensions
{
    public static ChatClientBuilder UseOpenTelemetry(
        this ChatClientBuilder builder,
        ILoggerFactory? loggerFactory = null,
        string? sourceName = null,
        Action<OpenTelemetryChatClient>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
        {
            var loggers = loggerFactory ?? services.GetService<ILoggerFactory>();
            var client = new OpenTelemetryChatClient(inner, loggers?.CreateLogger(typeof(OpenTelemetryChatClient)), sourceName);
            configure?.Invoke(client);
            return client;
        });
    }
}
