using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Faults;

/// <summary>The faults that were asked for and have not all happened, oldest first; there is none of this without --admin.</summary>
internal sealed class FaultStore(BrokerState state, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _faults = [];
    private CancellationTokenSource _open = new();
    private DateTimeOffset _refusingUntil;

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults];
            }
        }
    }

    public bool IsRefusing
    {
        get
        {
            lock (_lock)
            {
                return time.GetUtcNow() < _refusingUntil;
            }
        }
    }

    /// <summary>Cancelled when the open connections are to be cut.</summary>
    public CancellationToken Cut
    {
        get
        {
            lock (_lock)
            {
                return _open.Token;
            }
        }
    }

    public void Add(Fault fault)
    {
        lock (_lock)
        {
            _faults.Add(fault);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
            _refusingUntil = default;
        }
    }

    /// <summary>Cuts all connections and refuses new ones for a while, as if the broker were down.</summary>
    public void Refuse(TimeSpan duration)
    {
        CancellationTokenSource cut;
        lock (_lock)
        {
            _refusingUntil = time.GetUtcNow() + duration;
            (cut, _open) = (_open, new CancellationTokenSource());
        }

        cut.Cancel();
    }

    /// <summary>The fault that happens to this request, if any; it is used up by it.</summary>
    public Fault? Take(ApiKey key, IWireStruct request, short version)
    {
        lock (_lock)
        {
            var at = _faults.FindIndex(f => f.IsFor(key) && (f.Topic is null || Names(request, version, f.Topic)));
            if (at < 0)
            {
                return null;
            }

            var fault = _faults[at];
            if (fault.Count > 1)
            {
                _faults[at] = fault with { Count = fault.Count - 1 };
            }
            else
            {
                _faults.RemoveAt(at);
            }

            return fault;
        }
    }

    private bool Names(IWireStruct request, short version, string topic)
    {
        var finder = new TopicFinder(version, topic, state.Topics.Find(topic)?.Id);
        finder.Struct(request);
        return finder.Found;
    }
}
