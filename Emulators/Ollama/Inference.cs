using System.Diagnostics;

namespace EventAi.Emulators.Ollama;

/// <summary>Computes a bounded number of requests at a time, keeps a bounded number waiting, and refuses the rest.</summary>
internal sealed class Inference(OllamaOptions options) : IDisposable
{
    private readonly SemaphoreSlim slots = new(options.MaxConcurrent);
    private int pending;

    /// <summary>Runs <paramref name="compute"/> on another thread once a slot is free; says how long it waited and how long it ran.</summary>
    /// <exception cref="OllamaException">503 where too many requests wait.</exception>
    public async Task<(T Result, TimeSpan Waited, TimeSpan Computed)> RunAsync<T>(Func<T> compute, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref pending) > options.MaxConcurrent + options.MaxQueued)
            {
                throw new OllamaException(
                    StatusCodes.Status503ServiceUnavailable, "server busy, please try again.  maximum pending requests exceeded");
            }

            var arrived = Stopwatch.GetTimestamp();
            await slots.WaitAsync(cancellation);
            try
            {
                var started = Stopwatch.GetTimestamp();
                var result = await Task.Run(compute, cancellation);
                return (result, Stopwatch.GetElapsedTime(arrived, started), Stopwatch.GetElapsedTime(started));
            }
            finally
            {
                slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref pending);
        }
    }

    public void Dispose() => slots.Dispose();
}
