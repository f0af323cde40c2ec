namespace EventAi.Emulators.Kafka.State;

/// <summary>Gives every idempotent producer an id that no other has had, across restarts: ids are taken from blocks whose end is durable before the first is given.</summary>
internal sealed class ProducerIds : IDisposable
{
    private const int Block = 1000;
    private readonly Lock _lock = new();
    private readonly Journal _journal;
    private long _next;
    private long _end;

    public ProducerIds(string path)
    {
        _journal = new Journal(path, reader => _next = _end = reader.ReadInt64());
    }

    public IFlushable Durability => _journal;

    public long Next()
    {
        lock (_lock)
        {
            if (_next == _end)
            {
                var end = _end + Block;
                _journal.Append(writer => writer.Write(end), () => [writer => writer.Write(end)]);
                _end = end;
            }

            return _next++;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _journal.Dispose();
}
