using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>
/// The spans and metrics both OpenTelemetry clients write. Names and buckets are those of the OpenTelemetry semantic conventions
/// for generative AI clients (gen-ai-spans, gen-ai-metrics).
/// </summary>
internal sealed partial class GenAiTelemetry : IDisposable
{
    public const string DefaultSourceName = "Experimental.Microsoft.Extensions.AI";

    private static readonly double[] SecondsBuckets =
        [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    private static readonly int[] TokenBuckets =
        [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    private readonly Meter meter;
    private readonly Histogram<double> duration;
    private readonly Histogram<int> tokens;
    private readonly string operation;
    private readonly string? provider;
    private readonly Uri? server;
    private readonly ILogger? logger;

    public GenAiTelemetry(string operation, string? sourceName, string? defaultModel, string? provider, Uri? server, ILogger? logger)
    {
        (this.operation, this.provider, this.server, this.logger, DefaultModel) = (operation, provider, server, logger, defaultModel);
        var name = string.IsNullOrEmpty(sourceName) ? DefaultSourceName : sourceName;
        Source = new(name);
        meter = new(name);
        duration = Seconds("gen_ai.client.operation.duration", "Duration of a generative AI operation");
        tokens = meter.CreateHistogram(
            "gen_ai.client.token.usage", "{token}", "Number of input and output tokens used", tags: null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = TokenBuckets });
    }

    /// <summary>The convention's switch for recording message contents.</summary>
    public static bool CaptureContentByDefault { get; } = string.Equals(
        Environment.GetEnvironmentVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"), "true", StringComparison.OrdinalIgnoreCase);

    public ActivitySource Source { get; }

    public string? DefaultModel { get; }

    public Histogram<double> Seconds(string name, string description)
        => meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = SecondsBuckets });

    public Activity? Start(string? model)
    {
        var activity = Source.StartActivity(string.IsNullOrWhiteSpace(model) ? operation : $"{operation} {model}", ActivityKind.Client);
        activity?.AddTag("gen_ai.operation.name", operation).AddTag("gen_ai.request.model", model).AddTag("gen_ai.provider.name", provider);
        if (server is not null)
        {
            activity?.AddTag("server.address", server.Host).AddTag("server.port", server.Port);
        }

        return activity;
    }

    public TagList MetricTags(string? requestModel, string? responseModel)
    {
        TagList tags = default;
        tags.Add("gen_ai.operation.name", operation);
        if (requestModel is not null)
        {
            tags.Add("gen_ai.request.model", requestModel);
        }

        tags.Add("gen_ai.provider.name", provider);
        if (server is not null)
        {
            tags.Add("server.address", server.Host);
            tags.Add("server.port", server.Port);
        }

        if (responseModel is not null)
        {
            tags.Add("gen_ai.response.model", responseModel);
        }

        return tags;
    }

    /// <summary>Ends an operation: metrics always, tags and status where there is a span.</summary>
    public void End(Activity? activity, TimeSpan elapsed, string? requestModel, string? responseModel, UsageDetails? usage, Exception? error)
    {
        var tags = MetricTags(requestModel, responseModel);
        var withError = tags;
        if (error is not null)
        {
            withError.Add("error.type", error.GetType().FullName);
            activity?.AddTag("error.type", error.GetType().FullName).SetStatus(ActivityStatusCode.Error, error.Message);
            if (logger is not null)
            {
                LogOperationException(logger, error);
            }
        }

        duration.Record(elapsed.TotalSeconds, withError);
        RecordTokens(activity, tags, "input", usage?.InputTokenCount);
        RecordTokens(activity, tags, "output", usage?.OutputTokenCount);
        if (responseModel is not null)
        {
            activity?.AddTag("gen_ai.response.model", responseModel);
        }
    }

    public void Dispose()
    {
        Source.Dispose();
        meter.Dispose();
    }

    private void RecordTokens(Activity? activity, TagList tags, string type, long? count)
    {
        if (count is { } value)
        {
            tags.Add("gen_ai.token.type", type);
            tokens.Record((int)value, tags);
            activity?.AddTag($"gen_ai.usage.{type}_tokens", (int)value);
        }
    }

    [LoggerMessage(EventName = "gen_ai.client.operation.exception", Level = LogLevel.Warning, Message = "gen_ai.client.operation.exception")]
    private static partial void LogOperationException(ILogger logger, Exception error);
}
