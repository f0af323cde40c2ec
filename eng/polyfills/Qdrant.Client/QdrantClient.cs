using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <summary>
/// Stand-in for the client of the package Qdrant.Client 1.18.1 (qdrant-dotnet): the calls EventAi uses, over gRPC.
/// Instances are thread-safe and share one HTTP/2 connection; failed calls throw <see cref="RpcException"/>.
/// </summary>
public partial class QdrantClient : IDisposable
{
    private readonly UnaryChannel _channel;
    private readonly TimeSpan _grpcTimeout;
    private readonly ILogger _logger;

    public QdrantClient(
        string host, int port = 6334, bool https = false, string? apiKey = null, TimeSpan grpcTimeout = default, ILoggerFactory? loggerFactory = null)
        : this(host, port, https, apiKey, grpcTimeout, loggerFactory, null)
    {
    }

    public QdrantClient(
        string host, int port, bool https, string? apiKey, TimeSpan grpcTimeout, ILoggerFactory? loggerFactory, IDictionary<string, string>? headers)
        : this(new UriBuilder(https ? "https" : "http", host, port).Uri, apiKey, grpcTimeout, loggerFactory, headers)
    {
    }

    public QdrantClient(Uri address, string? apiKey = null, TimeSpan grpcTimeout = default, ILoggerFactory? loggerFactory = null)
        : this(address, apiKey, grpcTimeout, loggerFactory, null)
    {
    }

    public QdrantClient(Uri address, string? apiKey, TimeSpan grpcTimeout, ILoggerFactory? loggerFactory, IDictionary<string, string>? headers)
    {
        var sent = new Dictionary<string, string>(headers ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        if (apiKey is not null)
        {
            sent["api-key"] = apiKey;
        }
        _channel = new UnaryChannel(address, sent);
        _grpcTimeout = grpcTimeout;
        _logger = loggerFactory?.CreateLogger("Qdrant.Client") ?? NullLogger.Instance;
    }

    public Task<HealthCheckReply> HealthAsync(CancellationToken cancellationToken = default)
        => CallAsync("Qdrant", "HealthCheck", new HealthCheckRequest(), HealthCheckReply.Parser, cancellationToken);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _channel.Dispose();
        }
    }

    private Task<TResponse> CollectionsAsync<TResponse>(string method, IMessage request, MessageParser<TResponse> parser, CancellationToken cancellationToken)
        where TResponse : IMessage<TResponse>
        => CallAsync("Collections", method, request, parser, cancellationToken);

    private Task<TResponse> PointsAsync<TResponse>(string method, IMessage request, MessageParser<TResponse> parser, CancellationToken cancellationToken)
        where TResponse : IMessage<TResponse>
        => CallAsync("Points", method, request, parser, cancellationToken);

    private async Task<TResponse> CallAsync<TResponse>(
        string service, string method, IMessage request, MessageParser<TResponse> parser, CancellationToken cancellationToken)
        where TResponse : IMessage<TResponse>
    {
        Calling(_logger, method);
        try
        {
            return await _channel.CallAsync($"/qdrant.{service}/{method}", request, parser, _grpcTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            Failed(_logger, method, exception);
            throw;
        }
    }

    private static ulong Seconds(TimeSpan timeout)
        => timeout.Ticks % TimeSpan.TicksPerSecond == 0
            ? (ulong)timeout.TotalSeconds
            : throw new ArgumentException("Sub-second components in timeout are not supported", nameof(timeout));

    [LoggerMessage(1, LogLevel.Debug, "Qdrant call {Method}")]
    private static partial void Calling(ILogger logger, string method);

    [LoggerMessage(2, LogLevel.Error, "Qdrant call {Method} failed")]
    private static partial void Failed(ILogger logger, string method, Exception exception);
}
