namespace EventAi.FraudScoring.Features;

/// <summary>
/// The earliest event time that a partition carried in the last ten minutes. A record from the future does not move it, a stream of the past beside one of the
/// present holds it back, and after a pause or a start it is not known until ten minutes have been seen again. Used by one thread at a time.
/// </summary>
public sealed class LowWatermark(TimeProvider time)
{
    /// <summary>How long a stream must have left a time behind.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    private readonly Queue<(long Minute, long Earliest)> _closed = new();
    private (long Minute, long Earliest) _open = (-1, long.MaxValue);
    private long _since;

    /// <param name="eventTime">Of a record that was handled now, milliseconds of the Unix epoch.</param>
    public void Note(long eventTime)
    {
        var minute = Now;
        if (_open.Minute < 0 || minute - _open.Minute > Span.TotalMinutes)
        {
            _closed.Clear();
            (_open, _since) = ((minute, eventTime), minute);
            return;
        }
        if (minute != _open.Minute)
        {
            _closed.Enqueue(_open);
            _open = (minute, long.MaxValue);
        }
        _open.Earliest = Math.Min(_open.Earliest, eventTime);
        while (_closed.TryPeek(out var oldest) && minute - oldest.Minute > Span.TotalMinutes)
        {
            _closed.Dequeue();
        }
    }

    /// <summary>Milliseconds of the Unix epoch; null where too little has been seen.</summary>
    public long? Value
        => _open.Minute < 0 || Now - _since <= Span.TotalMinutes ? null : _closed.Aggregate(_open.Earliest, static (least, slot) => Math.Min(least, slot.Earliest));

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds() / 60_000;
}
