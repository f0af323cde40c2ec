// Stands in for Microsoft.Extensions.AI 10.11.0: spans `embeddings {model}` and the client metrics of the GenAI conventions.
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Writes a span and metrics for every call to the inner generator.</summary>
public sealed class OpenTelemetryEmbeddingGenerator<TInput, TEmbedding> : DelegatingEmbeddingGenerator<TInput, TEmbedding>
    where TEmbedding : Embedding
{
    private readonly GenAiTelemetry telemetry;
    private readonly int? defaultDimensions;

    public OpenTelemetryEmbeddingGenerator(IEmbeddingGenerator<TInput, TEmbedding> innerGenerator, ILogger? logger = null, string? sourceName = null)
        : base(innerGenerator)
    {
        var metadata = innerGenerator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        defaultDimensions = metadata?.DefaultModelDimensions;
        telemetry = new("embeddings", sourceName, metadata?.DefaultModelId, metadata?.ProviderName, metadata?.ProviderUri, logger);
    }

    /// <summary>Whether additional properties of requests are written to the span.</summary>
    public bool EnableSensitiveData { get; set; } = GenAiTelemetry.CaptureContentByDefault;

    public override object? GetService(Type serviceType, object? serviceKey = null)
        => serviceType == typeof(ActivitySource) ? telemetry.Source : base.GetService(serviceType, serviceKey);

    public override async Task<GeneratedEmbeddings<TEmbedding>> GenerateAsync(
        IEnumerable<TInput> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var model = options?.ModelId ?? telemetry.DefaultModel;
        using var activity = Start(options, model);
        var started = Stopwatch.GetTimestamp();
        GeneratedEmbeddings<TEmbedding>? embeddings = null;
        Exception? error = null;
        try
        {
            return embeddings = await base.GenerateAsync(values, options, cancellationToken);
        }
        catch (Exception exception)
        {
            error = exception;
            throw;
        }
        finally
        {
            // An embedding produces no output tokens: only what went in is counted.
            var usage = embeddings?.Usage?.InputTokenCount is { } input ? new UsageDetails { InputTokenCount = input } : null;
            telemetry.End(activity, Stopwatch.GetElapsedTime(started), model, embeddings?.FirstOrDefault()?.ModelId, usage, error);
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

    private Activity? Start(EmbeddingGenerationOptions? options, string? model)
    {
        var activity = telemetry.Start(model);
        if ((options?.Dimensions ?? defaultDimensions) is { } dimensions)
        {
            activity?.AddTag("gen_ai.embeddings.dimension.count", dimensions);
        }

        if (EnableSensitiveData && activity is not null && options?.AdditionalProperties is { } properties)
        {
            foreach (var (name, value) in properties)
            {
                activity.AddTag(name, value);
            }
        }

        return activity;
    }
}

public static class OpenTelemetryEmbeddingGeneratorBuilderExtensions
{
    public static EmbeddingGeneratorBuilder<TInput, TEmbedding> UseOpenTelemetry<TInput, TEmbedding>(
        this EmbeddingGeneratorBuilder<TInput, TEmbedding> builder,
        ILoggerFactory? loggerFactory = null,
        string? sourceName = null,
        Action<OpenTelemetryEmbeddingGenerator<TInput, TEmbedding>>? configure = null)
        where TEmbedding : Embedding
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
        {
            var loggers = loggerFactory ?? services.GetService<ILoggerFactory>();
            var logger = loggers?.CreateLogger(typeof(OpenTelemetryEmbeddingGenerator<TInput, TEmbedding>));
            var generator = new OpenTelemetryEmbeddingGenerator<TInput, TEmbedding>(inner, logger, sourceName);
            configure?.Invoke(generator);
            return generator;
        });
    }
}
