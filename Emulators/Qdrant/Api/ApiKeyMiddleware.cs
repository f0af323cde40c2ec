using System.Security.Cryptography;
using System.Text;
using EventAi.Emulators.Grpc;

namespace EventAi.Emulators.Qdrant.Api;

/// <summary>Refuses what does not carry the API key, in Qdrant's words (src/common/auth); the health checks go through.</summary>
internal sealed class ApiKeyMiddleware(RequestDelegate next, QdrantOptions options)
{
    private const string Bearer = "Bearer ";
    private static readonly string[] Open = ["/", "/healthz", "/readyz", "/livez", "/health", "/alive", $"/{HealthCheck.Service}/{nameof(HealthCheck)}"];

    public Task InvokeAsync(HttpContext context)
    {
        if ((string.IsNullOrEmpty(options.ApiKey) && string.IsNullOrEmpty(options.ReadOnlyApiKey)) || Open.Contains(context.Request.Path.Value, StringComparer.Ordinal))
        {
            return next(context);
        }
        var key = context.Request.Headers["api-key"].ToString();
        if (key.Length == 0 && context.Request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.Ordinal))
        {
            key = header[Bearer.Length..];
        }
        if (key.Length == 0)
        {
            return RefuseAsync(context, "Must provide an API key or an Authorization bearer token");
        }
        if (Same(key, options.ApiKey))
        {
            return next(context);
        }
        if (!Same(key, options.ReadOnlyApiKey))
        {
            return RefuseAsync(context, "Invalid API key or JWT");
        }
        return AccessRights.IsRead(context.Request) ? next(context) : ForbidAsync(context);
    }

    private static bool Same(string key, string? wanted)
        => !string.IsNullOrEmpty(wanted) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(wanted));

    private static Task ForbidAsync(HttpContext context)
    {
        const string Message = "Forbidden: Global manage access is required";
        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            return FailAsync(context, GrpcStatus.PermissionDenied, Message);
        }
        return RestCall.FailAsync(context, StatusCodes.Status403Forbidden, Message, new Elapsed(context.RequestServices.GetRequiredService<TimeProvider>()));
    }

    private static Task RefuseAsync(HttpContext context, string message)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return context.Response.WriteAsync(message);
        }
        return FailAsync(context, GrpcStatus.Unauthenticated, message);
    }

    /// <summary>Ends a gRPC call without an answer.</summary>
    public static Task FailAsync(HttpContext context, GrpcStatus status, string message)
    {
        // Trailers-only: the status stands in the headers of an answer without a body.
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)status).ToString();
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message);
        return context.Response.CompleteAsync();
    }
}
