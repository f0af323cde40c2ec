using EventAi.Emulators.Grpc;

namespace EventAi.Emulators.Qdrant.Api.Faults;

/// <summary>Lets faults happen, and takes them on the REST port: <c>POST /admin/faults</c>, <c>GET</c>, <c>DELETE</c>. Only there with the option.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultStore faults)
{
    private const string Route = "/admin/faults";

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) && string.Equals(path, Route, StringComparison.Ordinal))
        {
            await AdministerAsync(context);
            return;
        }
        if (faults.Take(path) is not { } fault)
        {
            await next(context);
            return;
        }
        await Task.Delay(fault.DelayMs, context.RequestAborted);
        if (fault.Drop)
        {
            context.Abort();
        }
        else if (fault.Status == 0)
        {
            await next(context);
        }
        else if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            await ApiKeyMiddleware.FailAsync(context, ToGrpc(fault.Status), "A fault that was asked for");
        }
        else
        {
            await RestCall.FailAsync(context, fault.Status, "A fault that was asked for", new Elapsed(TimeProvider.System));
        }
    }

    private async Task AdministerAsync(HttpContext context)
    {
        switch (context.Request.Method)
        {
            case "GET":
                await context.Response.WriteAsJsonAsync(faults.All);
                break;
            case "DELETE":
                faults.Clear();
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "POST":
                await AddAsync(context);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                break;
        }
    }

    private async Task AddAsync(HttpContext context)
    {
        Fault? fault = null;
        string? problem;
        try
        {
            fault = await context.Request.ReadFromJsonAsync<Fault>();
            problem = fault is null ? "A fault is missing." : fault.Problem();
        }
        catch (System.Text.Json.JsonException exception)
        {
            problem = exception.Message;
        }
        if (problem is null)
        {
            faults.Add(fault!);
            await context.Response.WriteAsJsonAsync(fault);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync(problem);
    }

    private static GrpcStatus ToGrpc(int status)
        => status switch
        {
            400 or 422 => GrpcStatus.InvalidArgument,
            401 => GrpcStatus.Unauthenticated,
            403 => GrpcStatus.PermissionDenied,
            404 => GrpcStatus.NotFound,
            408 or 504 => GrpcStatus.DeadlineExceeded,
            409 => GrpcStatus.AlreadyExists,
            429 => GrpcStatus.ResourceExhausted,
            503 => GrpcStatus.Unavailable,
            _ => GrpcStatus.Internal,
        };
}
