using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Grpc.Core;

/// <summary>
/// Unary gRPC calls over one multiplexed HTTP/2 connection with <see cref="HttpClient"/> (gRPC core: PROTOCOL-HTTP2.md);
/// cleartext with prior knowledge for <c>http</c>, TLS for <c>https</c>. No compression.
/// </summary>
internal sealed class UnaryChannel : IDisposable
{
    private const int PrefixLength = 5;
    private readonly HttpClient _http;
    private readonly IReadOnlyDictionary<string, string> _headers;

    public UnaryChannel(Uri address, IReadOnlyDictionary<string, string> headers)
    {
        _headers = headers;
        _http = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = false, UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan, // the deadline is the call's
        };
    }

    /// <exception cref="RpcException">The call ended with another status than OK, was cancelled, or outlived <paramref name="timeout"/>.</exception>
    public async Task<TResponse> CallAsync<TResponse>(
        string method, IMessage request, MessageParser<TResponse> parser, TimeSpan timeout, CancellationToken cancellationToken)
        where TResponse : IMessage<TResponse>
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout > TimeSpan.Zero)
        {
            deadline.CancelAfter(timeout);
        }
        try
        {
            using var message = CreateRequest(method, request, timeout);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            ThrowUnlessGrpc(response);
            var body = await response.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false);
            ThrowUnlessOk(response);
            return Parse(body, parser);
        }
        catch (OperationCanceledException exception)
        {
            throw new RpcException(cancellationToken.IsCancellationRequested
                ? new Status(StatusCode.Cancelled, "Call canceled by the client.", exception)
                : new Status(StatusCode.DeadlineExceeded, "", exception));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new RpcException(new Status(
                StatusCode.Unavailable, $"Error starting gRPC call. {exception.GetType().Name}: {exception.Message}", exception));
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage CreateRequest(string method, IMessage request, TimeSpan timeout)
    {
        var length = request.CalculateSize();
        var frame = new byte[PrefixLength + length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        request.WriteTo(frame.AsSpan(PrefixLength));
        var message = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        message.Content.Headers.ContentLength = null;
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (timeout > TimeSpan.Zero)
        {
            // At most eight digits and a unit; milliseconds reach 27 hours, seconds three years.
            var milliseconds = Math.Max(1, (long)Math.Ceiling(timeout.TotalMilliseconds));
            message.Headers.Add("grpc-timeout", milliseconds <= 99_999_999 ? $"{milliseconds}m" : $"{Math.Min(99_999_999, milliseconds / 1000)}S");
        }
        foreach (var (name, value) in _headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }

    private static void ThrowUnlessGrpc(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            // gRPC core: http-grpc-status-mapping.md
            var code = response.StatusCode switch
            {
                HttpStatusCode.BadRequest => StatusCode.Internal,
                HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
                HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
                HttpStatusCode.NotFound => StatusCode.Unimplemented,
                HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                    => StatusCode.Unavailable,
                _ => StatusCode.Unknown,
            };
            throw new RpcException(new Status(code, $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}"));
        }
        if (response.Content.Headers.ContentType?.MediaType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"Bad gRPC response. Invalid content-type value: {response.Content.Headers.ContentType}"));
        }
    }

    /// <summary>The status is in the trailers, or in the headers of an answer that has nothing else (trailers-only).</summary>
    private static void ThrowUnlessOk(HttpResponseMessage response)
    {
        var values = response.TrailingHeaders.TryGetValues("grpc-status", out var trailers) ? trailers
            : response.Headers.TryGetValues("grpc-status", out var headers) ? headers
            : throw new RpcException(new Status(StatusCode.Internal, "No grpc-status found on response."));
        var code = int.TryParse(values.First(), out var number) ? (StatusCode)number : StatusCode.Unknown;
        if (code == StatusCode.OK)
        {
            return;
        }
        var detail = response.TrailingHeaders.TryGetValues("grpc-message", out trailers) ? trailers.First()
            : response.Headers.TryGetValues("grpc-message", out headers) ? headers.First()
            : "";
        throw new RpcException(new Status(code, Uri.UnescapeDataString(detail)));
    }

    private static TResponse Parse<TResponse>(byte[] body, MessageParser<TResponse> parser)
        where TResponse : IMessage<TResponse>
    {
        if (body.Length < PrefixLength)
        {
            throw new RpcException(new Status(StatusCode.Internal, "Failed to deserialize response message."));
        }
        var length = BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1));
        if (body[0] != 0 || length != (uint)(body.Length - PrefixLength))
        {
            throw new RpcException(new Status(StatusCode.Internal, "The response is not one uncompressed message."));
        }
        try
        {
            return parser.ParseFrom(body.AsSpan(PrefixLength));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new RpcException(new Status(StatusCode.Internal, "Failed to deserialize response message.", exception));
        }
    }
}
