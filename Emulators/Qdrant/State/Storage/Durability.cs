namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>Brings a log to the disk: before a change is answered, or a while after. Nothing happens where nothing was written.</summary>
internal sealed class Durability : IDisposable
{
    private readonly CollectionFiles _files;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private readonly Lock _flushing = new();
    private int _scheduled;
    private bool _disposed;

    public Durability(CollectionFiles files, StoreSettings settings)
    {
        _files = files;
        _interval = settings.FlushInterval;
        _timer = settings.Clock.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>An operation is in the log; the writers are not held up by each other's flushes.</summary>
    public void Written(ulong sequence)
    {
        if (_interval == TimeSpan.Zero)
        {
            _files.Flush(sequence);
        }
        else if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_flushing)
        {
            _disposed = true;
        }
    }

    private void Flush()
    {
        lock (_flushing)
        {
            if (!_disposed)
            {
                Volatile.Write(ref _scheduled, 0);
                _files.Flush(_files.Sequence);
            }
        }
    }
}
