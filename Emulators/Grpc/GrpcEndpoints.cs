using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EventAi.Emulators.Grpc;

/// <summary>
/// Maps gRPC methods on a plain Kestrel endpoint (HTTP/2 cleartext); messages come from Grpc.Tools with
/// <c>GrpcServices="None"</c>. An unknown method answers UNIMPLEMENTED once <see cref="MapGrpcFallback"/> is mapped.
/// </summary>
public static partial class GrpcEndpoints
{
    public const int DefaultMaxMessageLength = 64 * 1024 * 1024;

    /// <summary>One request, one answer.</summary>
    public static void MapGrpcUnary<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints, string service, string method, MessageParser<TRequest> parser,
        Func<TRequest, HttpContext, CancellationToken, ValueTask<TResponse>> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : IMessage
        => endpoints.MapGrpc<TRequest, TResponse>(service, method, parser, async (requests, responses, context, cancellation) =>
        {
            var request = await requests(cancellation) ?? throw new GrpcException(GrpcStatus.Internal, "The request holds no message.");
            await responses(await handle(request, context, cancellation));
        });

    /// <summary>One request, a stream of answers; the call ends when the handler returns.</summary>
    public static void MapGrpcServerStream<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints, string service, string method, MessageParser<TRequest> parser,
        Func<TRequest, Func<TResponse, ValueTask>, HttpContext, CancellationToken, Task> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : IMessage
        => endpoints.MapGrpc<TRequest, TResponse>(service, method, parser, async (requests, responses, context, cancellation) =>
        {
            var request = await requests(cancellation) ?? throw new GrpcException(GrpcStatus.Internal, "The request holds no message.");
            await handle(request, responses, context, cancellation);
        });

    /// <summary>Both directions stream; the reader yields null when the client has sent its last message.</summary>
    public static void MapGrpc<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints, string service, string method, MessageParser<TRequest> parser,
        Func<Func<CancellationToken, ValueTask<TRequest?>>, Func<TResponse, ValueTask>, HttpContext, CancellationToken, Task> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : IMessage
        => endpoints.MapPost($"/{service}/{method}", context => CallAsync(context, $"{service}/{method}", () =>
            handle(
                cancellation => GrpcFraming.ReadAsync(context.Request.BodyReader, parser, DefaultMaxMessageLength, context.Request.Headers["grpc-encoding"].FirstOrDefault(), cancellation),
                async message =>
                {
                    GrpcFraming.Write(context.Response.BodyWriter, message);
                    await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
                },
                context,
                context.RequestAborted)));

    /// <summary>Answers UNIMPLEMENTED to every method that is not mapped.</summary>
    public static void MapGrpcFallback(this IEndpointRouteBuilder endpoints)
        => endpoints.MapPost("/{service}/{method}", context => CallAsync(context, context.Request.Path, () =>
            throw new GrpcException(GrpcStatus.Unimplemented, $"Method {context.Request.Path} is not implemented.")));

    private static async Task CallAsync(HttpContext context, string method, Func<Task> call)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null; // a stream may be silent for as long as it likes
        }
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-accept-encoding"] = "identity,gzip";
        var (status, message) = (GrpcStatus.Ok, "");
        try
        {
            await call();
        }
        catch (GrpcException exception)
        {
            (status, message) = (exception.Status, exception.Message);
            if (status == GrpcStatus.Unimplemented)
            {
                NotImplemented(Logger(context), method, message);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            (status, message) = (GrpcStatus.Internal, exception.Message);
            Failed(Logger(context), method, exception);
        }
        await context.Response.StartAsync(context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", ((int)status).ToString());
        if (message.Length > 0)
        {
            context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
        }
    }

    private static ILogger Logger(HttpContext context)
        => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(GrpcEndpoints));

    [LoggerMessage(1, LogLevel.Error, "gRPC call {Method} failed")]
    private static partial void Failed(ILogger logger, string method, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "gRPC call {Method} was refused as not implemented: {Reason}")]
    private static partial void NotImplemented(ILogger logger, string method, string reason);
}
