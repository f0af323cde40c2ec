namespace EventAi.ServiceDefaults.Kafka;

/// <summary>
/// The position up to which every record of a partition is finished: the lowest offset still in flight. Records are taken in
/// order and finished in any order; offsets may have gaps (compacted topics, transaction markers).
/// </summary>
public sealed class OffsetWatermark
{
    private readonly Queue<long> _inFlight = new();
    private readonly HashSet<long> _finished = [];
    private readonly Lock _lock = new();

    /// <summary>Records taken and not yet below the watermark.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
            {
                return _inFlight.Count;
            }
        }
    }

    /// <summary>Takes a record; offsets must grow.</summary>
    public void Begin(long offset)
    {
        lock (_lock)
        {
            _inFlight.Enqueue(offset);
        }
    }

    /// <summary>Finishes a record. Returns the new position to commit (one past the last finished record), or null where it did not move.</summary>
    public long? Finish(long offset)
    {
        lock (_lock)
        {
            _finished.Add(offset);
            long? position = null;
            while (_inFlight.TryPeek(out var lowest) && _finished.Remove(lowest))
            {
                _inFlight.Dequeue();
                position = lowest + 1;
            }
            return position;
        }
    }
}
