using System.Diagnostics;
using EventAi.Emulators.Aws.Faults;
using EventAi.Emulators.Aws.Signing;
using Microsoft.AspNetCore.Http.Features;

namespace EventAi.Emulators.Aws;

/// <summary>Every request's way: reserved paths, signature's form, service, error answer.</summary>
internal sealed class AwsEndpoint(IEnumerable<IAwsService> services, FaultInjection faults, ILogger<AwsEndpoint> logger)
{
    private readonly IAwsService[] _services = [.. services];

    public async Task HandleAsync(HttpContext http)
    {
        var target = RequestTarget.Parse(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        if (target is null)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var (signature, failure) = SignedRequest.Parse(http.Request, target);
        var call = new AwsCall(http, target, signature);
        if (await ReservedAsync(call, signed: signature is not null || failure is not null))
        {
            return;
        }
        var service = ServiceOf(call);
        if (Activity.Current is { } activity)
        {
            // "POST /" would say nothing.
            activity.DisplayName = call.Operation.Length > 0 ? call.Operation : $"S3 {http.Request.Method}";
        }
        try
        {
            if (failure is not null)
            {
                throw failure;
            }
            await service.HandleAsync(call);
        }
        catch (SigningException exception)
        {
            AwsLog.NotAuthentic(logger, call.Id, exception.Message);
            await ErrorAsync(service, call, service.ToError(exception));
        }
        catch (AwsException exception)
        {
            await ErrorAsync(service, call, exception);
        }
        catch (Exception exception) when (call.Aborted.IsCancellationRequested || exception is BadHttpRequestException or OperationCanceledException)
        {
            AwsLog.Aborted(logger, call.Id, exception.Message);
            http.Abort();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            AwsLog.Storage(logger, exception, call.Id);
            await ErrorAsync(service, call, new AwsException(503, "ServiceUnavailable", $"Storage failed: {exception.Message}"));
        }
        catch (Exception exception)
        {
            AwsLog.Bug(logger, exception, call.Id, http.Request.Method, target.Path);
            await ErrorAsync(service, call, new AwsException(500, "InternalError", "We encountered an internal error. Please try again."));
        }
    }

    private IAwsService ServiceOf(AwsCall call)
    {
        foreach (var service in _services)
        {
            if (service.Claims(call))
            {
                return service;
            }
        }
        throw new InvalidOperationException("No service claims the request; the last one claims all.");
    }

    private static async Task ErrorAsync(IAwsService service, AwsCall call, AwsException error)
    {
        if (call.Response.HasStarted)
        {
            // Too late for a status: a cut connection tells the client that the body is not whole.
            call.Http.Abort();
            return;
        }
        call.Response.Clear();
        if (call.Request.Headers.Expect.Count > 0)
        {
            // Who waits for "100 Continue" sends no body after a refusal: what comes next on the connection would be taken for it.
            call.Response.Headers.Connection = "close";
        }
        await service.WriteErrorAsync(call, error);
    }

    /// <summary>Health, and the switchboard of injected faults. <c>/health</c> could be a bucket, so a signed request for it is S3's.</summary>
    private async Task<bool> ReservedAsync(AwsCall call, bool signed)
    {
        switch (call.Target.Path)
        {
            case "/_eventai/health" or "/_eventai/alive":
            case "/health" or "/alive" when !signed:
                await call.Response.WriteAsync("Healthy", call.Aborted);
                return true;
            case "/_eventai/faults":
                await faults.AdministerAsync(call.Http);
                return true;
            default:
                return false;
        }
    }
}
