namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>The timers of an execution, in the order of their time, and of their making where that is the same.</summary>
internal sealed class Timers
{
    private readonly PriorityQueue<Timer, (long Ticks, int Order)> _queue = new();
    private int _made;

    public DateTimeOffset? NextDue
    {
        get
        {
            while (_queue.TryPeek(out var timer, out _))
            {
                if (!timer.IsDead)
                {
                    return timer.Due;
                }
                _queue.Dequeue();
            }
            return null;
        }
    }

    public Timer Add(DateTimeOffset due, Scope scope, Action fire)
    {
        var timer = new Timer(due, scope, fire);
        _queue.Enqueue(timer, (due.UtcTicks, _made++));
        return timer;
    }

    /// <summary>Fires what is due; what is added meanwhile waits for the next time.</summary>
    public void FireDue(DateTimeOffset now)
    {
        var until = _made;
        while (_queue.TryPeek(out var timer, out var priority) && timer.Due <= now && priority.Order < until)
        {
            _queue.Dequeue();
            if (!timer.IsDead)
            {
                timer.Fire();
            }
        }
    }
}
