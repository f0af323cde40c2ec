// Stands in for Microsoft.Extensions.AI 10.11.0: call, end, cancellation and failure are logged; contents only at Trace.
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.AI;

/// <summary>Logs every call to the inner client.</summary>
public partial class LoggingChatClient : DelegatingChatClient
{
    private readonly ILogger logger;

    public LoggingChatClient(IChatClient innerClient, ILogger logger)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(logger);
        this.logger = logger;
    }

    public JsonSerializerOptions JsonSerializerOptions { get; set; } = AIJsonUtilities.DefaultOptions;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Invoked(nameof(GetResponseAsync), messages);
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken);
            if (logger.IsEnabled(LogLevel.Trace))
            {
                LogCompletedSensitive(nameof(GetResponseAsync), Json(response));
            }
            else
            {
                LogCompleted(nameof(GetResponseAsync));
            }

            return response;
        }
        catch (Exception error)
        {
            Failed(nameof(GetResponseAsync), error);
            throw;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Invoked(nameof(GetStreamingResponseAsync), messages);
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync())
                {
                    break;
                }
            }
            catch (Exception error)
            {
                Failed(nameof(GetStreamingResponseAsync), error);
                throw;
            }

            if (logger.IsEnabled(LogLevel.Trace))
            {
                LogStreamingUpdateSensitive(Json(updates.Current));
            }

            yield return updates.Current;
        }

        LogCompleted(nameof(GetStreamingResponseAsync));
    }

    private void Invoked(string method, IEnumerable<ChatMessage> messages)
    {
        if (logger.IsEnabled(LogLevel.Trace))
        {
            LogInvokedSensitive(method, Json(messages));
        }
        else
        {
            LogInvoked(method);
        }
    }

    private void Failed(string method, Exception error)
    {
        if (error is OperationCanceledException)
        {
            LogCanceled(method);
        }
        else
        {
            LogFailed(method, error);
        }
    }

    private string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions);

    [LoggerMessage(LogLevel.Debug, "{MethodName} invoked.")]
    private partial void LogInvoked(string methodName);

    [LoggerMessage(LogLevel.Trace, "{MethodName} invoked: {Messages}.")]
    private partial void LogInvokedSensitive(string methodName, string messages);

    [LoggerMessage(LogLevel.Debug, "{MethodName} completed.")]
    private partial void LogCompleted(string methodName);

    [LoggerMessage(LogLevel.Trace, "{MethodName} completed: {ChatResponse}.")]
    private partial void LogCompletedSensitive(string methodName, string chatResponse);

    [LoggerMessage(LogLevel.Trace, "Received update: {ChatResponseUpdate}")]
    private partial void LogStreamingUpdateSensitive(string chatResponseUpdate);

    [LoggerMessage(LogLevel.Debug, "{MethodName} canceled.")]
    private partial void LogCanceled(string methodName);

    [LoggerMessage(LogLevel.Error, "{MethodName} failed.")]
    private partial void LogFailed(string methodName, Exception error);
}

public static class LoggingChatClientBuilderExtensions
{
    public static ChatClientBuilder UseLogging(
        this ChatClientBuilder builder, ILoggerFactory? loggerFactory = null, Action<LoggingChatClient>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
        {
            var loggers = loggerFactory ?? services.GetRequiredService<ILoggerFactory>();
            if (loggers == NullLoggerFactory.Instance)
            {
                return inner;
            }

            var client = new LoggingChatClient(inner, loggers.CreateLogger(typeof(LoggingChatClient)));
            configure?.Invoke(client);
            return client;
        });
    }
}
