namespace EventAi.Emulators.Kafka.Security;

/// <summary>Holds one connection to a number of requests a second, with bursts of one second's worth: over it the next request waits, nothing is refused.</summary>
internal sealed class RequestRate(int perSecond, TimeProvider time)
{
    private readonly double _perTick = (double)perSecond / time.TimestampFrequency;
    private double _left = perSecond;
    private long _last = time.GetTimestamp();

    /// <summary>Takes one request and gives how long it must wait.</summary>
    public TimeSpan Take()
    {
        if (perSecond == 0)
        {
            return TimeSpan.Zero;
        }

        var now = time.GetTimestamp();
        _left = Math.Min(perSecond, _left + ((now - _last) * _perTick)) - 1;
        _last = now;
        return _left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_left / perSecond);
    }
}
