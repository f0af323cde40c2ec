using EventAi.Contracts;

namespace EventAi.Gateway.Alerts;

/// <summary>The latest alerts, each once: an alert id that is known already is dropped.</summary>
public sealed class AlertFeed
{
    private const int Kept = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _known = [];
    private readonly Queue<HighRiskTransaction> _alerts = new();
    private long _count;

    /// <summary>Alerts seen since the start, each once.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    public void Add(HighRiskTransaction alert)
    {
        lock (_lock)
        {
            if (!_known.Add(alert.EventId))
            {
                return;
            }
            _count++;
            _alerts.Enqueue(alert);
            if (_alerts.Count > Kept)
            {
                _known.Remove(_alerts.Dequeue().EventId);
            }
        }
    }

    /// <summary>Latest first.</summary>
    public IReadOnlyList<HighRiskTransaction> Latest(int limit)
    {
        lock (_lock)
        {
            return [.. _alerts.Reverse().Take(limit)];
        }
    }
}
