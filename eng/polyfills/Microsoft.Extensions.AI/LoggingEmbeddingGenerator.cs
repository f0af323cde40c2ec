// Stands in for Microsoft.Extensions.AI 10.11.0: call, end, cancellation and failure are logged; contents never.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.AI;

/// <summary>Logs every call to the inner generator.</summary>
public partial class LoggingEmbeddingGenerator<TInput, TEmbedding> : DelegatingEmbeddingGenerator<TInput, TEmbedding>
    where TEmbedding : Embedding
{
    private readonly ILogger logger;

    public LoggingEmbeddingGenerator(IEmbeddingGenerator<TInput, TEmbedding> innerGenerator, ILogger logger)
        : base(innerGenerator)
    {
        ArgumentNullException.ThrowIfNull(logger);
        this.logger = logger;
    }

    public override async Task<GeneratedEmbeddings<TEmbedding>> GenerateAsync(
        IEnumerable<TInput> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        LogInvoked();
        try
        {
            var embeddings = await base.GenerateAsync(values, options, cancellationToken);
            LogCompleted(embeddings.Count);
            return embeddings;
        }
        catch (OperationCanceledException)
        {
            LogCanceled();
            throw;
        }
        catch (Exception error)
        {
            LogFailed(error);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Debug, "GenerateAsync invoked.")]
    private partial void LogInvoked();

    [LoggerMessage(LogLevel.Debug, "GenerateAsync generated {EmbeddingsCount} embedding(s).")]
    private partial void LogCompleted(int embeddingsCount);

    [LoggerMessage(LogLevel.Debug, "GenerateAsync canceled.")]
    private partial void LogCanceled();

    [LoggerMessage(LogLevel.Error, "GenerateAsync failed.")]
    private partial void LogFailed(Exception error);
}

public static class LoggingEmbeddingGeneratorBuilderExtensions
{
    public static EmbeddingGeneratorBuilder<TInput, TEmbedding> UseLogging<TInput, TEmbedding>(
        this EmbeddingGeneratorBuilder<TInput, TEmbedding> builder,
        ILoggerFactory? loggerFactory = null,
        Action<LoggingEmbeddingGenerator<TInput, TEmbedding>>? configure = null)
        where TEmbedding : Embedding
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
        {
            var loggers = loggerFactory ?? services.GetRequiredService<ILoggerFactory>();
            if (loggers == NullLoggerFactory.Instance)
            {
                return inner;
            }

            var generator = new LoggingEmbeddingGenerator<TInput, TEmbedding>(
                inner, loggers.CreateLogger(typeof(LoggingEmbeddingGenerator<TInput, TEmbedding>)));
            configure?.Invoke(generator);
            return generator;
        });
    }
}
