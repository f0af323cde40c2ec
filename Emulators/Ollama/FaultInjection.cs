using System.Collections.Concurrent;

namespace EventAi.Emulators.Ollama;

/// <summary>
/// Fails, delays or drops the next requests of a path, so that a client's error path can be tested.
/// <c>POST /_emulator/faults {"path": "/api/embed", "status": 503, "delay_ms": 200, "drop": false, "count": 2}</c>;
/// DELETE forgets them all.
/// </summary>
internal sealed class FaultInjection(ILogger<FaultInjection> logger, TimeProvider time) : IMiddleware
{
    private readonly ConcurrentDictionary<string, Fault> faults = new(StringComparer.OrdinalIgnoreCase);

    public void Add(Fault fault) => faults[fault.Path] = fault;

    public void Clear() => faults.Clear();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Take(context.Request.Path) is not { } fault)
        {
            await next(context);
            return;
        }

        OllamaLog.Fault(logger, fault.Path, fault.Status, fault.DelayMs, fault.Drop);
        await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), time, context.RequestAborted);
        if (fault.Drop)
        {
            context.Abort();
        }
        else if (fault.Status is { } status)
        {
            throw new OllamaException(status, "injected fault");
        }
        else
        {
            await next(context);
        }
    }

    private Fault? Take(string path)
    {
        while (faults.TryGetValue(path, out var fault))
        {
            var taken = fault.Count > 1
                ? faults.TryUpdate(path, fault with { Count = fault.Count - 1 }, fault)
                : faults.TryRemove(KeyValuePair.Create(path, fault));
            if (taken)
            {
                return fault;
            }
        }

        return null;
    }
}
