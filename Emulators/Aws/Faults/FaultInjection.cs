using System.Text.Json;

namespace EventAi.Emulators.Aws.Faults;

/// <summary>
/// Faults on demand, so that a client's error paths can be tested: POST a <see cref="Fault"/> to <c>/_eventai/faults</c>,
/// GET what is pending, DELETE all.
/// </summary>
internal sealed class FaultInjection(TimeProvider time, ILogger<FaultInjection> logger)
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _pending = [];

    /// <summary>Executes the fault that is set for this request, if one is.</summary>
    /// <exception cref="AwsException">The fault is an error.</exception>
    public async ValueTask ApplyAsync(AwsCall call, string service, string operation)
    {
        if (Take(service, operation) is not { } fault)
        {
            return;
        }
        AwsLog.Fault(logger, call.Id, service, operation);
        if (fault.DelayMilliseconds > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMilliseconds), time, call.Aborted);
        }
        if (fault.Drop)
        {
            call.Http.Abort();
            throw new OperationCanceledException("injected drop", call.Aborted);
        }
        if (fault.Status > 0)
        {
            throw new AwsException(fault.Status, fault.Code, "Injected fault.");
        }
    }

    public async Task AdministerAsync(HttpContext http)
    {
        switch (http.Request.Method)
        {
            case "POST":
                await AddAsync(http);
                break;
            case "GET":
                await http.Response.WriteAsJsonAsync(Pending(), FaultsJson.Default.IReadOnlyListFault, cancellationToken: http.RequestAborted);
                break;
            case "DELETE":
                Clear();
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                break;
        }
    }

    private async Task AddAsync(HttpContext http)
    {
        try
        {
            var fault = await JsonSerializer.DeserializeAsync(http.Request.Body, FaultsJson.Default.Fault, http.RequestAborted);
            if (fault is null || fault.Times < 1 || fault.DelayMilliseconds < 0 || fault.Status is not (0 or (>= 400 and <= 599)))
            {
                throw new JsonException("times from 1, status 400 to 599, delay from 0");
            }
            lock (_gate)
            {
                _pending.Add(fault);
            }
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (JsonException exception)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync(exception.Message, http.RequestAborted);
        }
    }

    private IReadOnlyList<Fault> Pending()
    {
        lock (_gate)
        {
            return [.. _pending];
        }
    }

    private void Clear()
    {
        lock (_gate)
        {
            _pending.Clear();
        }
    }

    private Fault? Take(string service, string operation)
    {
        if (_pending.Count == 0) // as nearly always: not worth the lock
        {
            return null;
        }
        lock (_gate)
        {
            var index = _pending.FindIndex(fault => (fault.Service is null || fault.Service == service) && (fault.Operation is null || fault.Operation == operation));
            if (index < 0)
            {
                return null;
            }
            var fault = _pending[index];
            if (fault.Times == 1)
            {
                _pending.RemoveAt(index);
            }
            else
            {
                _pending[index] = fault with { Times = fault.Times - 1 };
            }
            return fault;
        }
    }
}
