namespace EventAi.FraudScoring.Features;

/// <summary>
/// The earliest event time that a partition carried in the last ten minutes. A record from the future does not move it, a stream of the past beside one of the
/// present holds it back, and after a pause or a start it is not known until ten minutes have been seen again. Used by one thread at a time.
/// </summary>
public sealed class LowWatermark(TimeProvider time)
{
    /// <summary>How long a stream must have left a time behind.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    /// <summary>The grain; so fine that what the watermark leaves behind at once is little.</summary>
    private static readonly TimeSpan Slot = TimeSpan.FromSeconds(5);
    private static readonly long Slots = (long)(Span / Slot);

    private readonly Queue<(long Slot, long Earliest)> _closed = new();
    private (long Slot, long Earliest) _open = (-1, long.MaxValue);
    private long _since;

    /// <param name="eventTime">Of a record that was handled now, milliseconds of the Unix epoch.</param>
    public void Note(long eventTime)
    {
        var now = Now;
        if (_open.Slot < 0 || now - _open.Slot > Slots)
        {
            _closed.Clear();
            (_open, _since) = ((now, eventTime), now);
            return;
        }
        if (now != _open.Slot)
        {
            _closed.Enqueue(_open);
            _open = (now, long.MaxValue);
        }
        _open.Earliest = Math.Min(_open.Earliest, eventTime);
        while (_closed.TryPeek(out var oldest) && now - oldest.Slot > Slots)
        {
            _closed.Dequeue();
        }
    }

    /// <summary>Milliseconds of the Unix epoch; null where too little has been seen.</summary>
    public long? Value
        => _open.Slot < 0 || Now - _since <= Slots ? null : _closed.Aggregate(_open.Earliest, static (least, slot) => Math.Min(least, slot.Earliest));

    private long Now => time.GetUtcNow().Ticks / Slot.Ticks;
}
