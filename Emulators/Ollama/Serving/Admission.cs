namespace EventAi.Emulators.Ollama.Serving;

/// <summary>Serves a bounded number of requests at a time, keeps a bounded number waiting, and refuses the rest.</summary>
internal sealed class Admission(OllamaOptions options) : IDisposable
{
    private readonly SemaphoreSlim slots = new(options.MaxConcurrent);
    private int pending;

    /// <summary>Requests that run or wait.</summary>
    public int Pending => Volatile.Read(ref pending);

    /// <summary>Waits for a slot; whoever gets one disposes it.</summary>
    /// <exception cref="OllamaException">503 where too many requests wait.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref pending) > options.MaxConcurrent + options.MaxQueued)
        {
            Interlocked.Decrement(ref pending);
            throw new OllamaException(
                StatusCodes.Status503ServiceUnavailable, "server busy, please try again.  maximum pending requests exceeded");
        }

        try
        {
            await slots.WaitAsync(cancellation);
        }
        catch
        {
            Interlocked.Decrement(ref pending);
            throw;
        }

        return new Slot(this);
    }

    public void Dispose() => slots.Dispose();

    private sealed class Slot(Admission admission) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                admission.slots.Release();
                Interlocked.Decrement(ref admission.pending);
            }
        }
    }
}
