namespace EventAi.Emulators.Aws.StepFunctions.Asl.Simulation;

/// <summary>Runs an execution to its end in virtual time: nothing waits, and what tasks answer is scripted.</summary>
public sealed class VirtualRun
{
    private readonly PriorityQueue<Stimulus, (long Ticks, int Order)> _coming = new();
    private readonly Func<TaskRequest, IEnumerable<(TimeSpan After, Stimulus Stimulus)>> _script;
    private int _order;

    /// <param name="execution">Not yet started.</param>
    /// <param name="script">What becomes of a task that is scheduled, each with its time after the scheduling.</param>
    public VirtualRun(Execution execution, Func<TaskRequest, IEnumerable<(TimeSpan After, Stimulus Stimulus)>> script)
        => (Execution, _script) = (execution, script);

    public Execution Execution { get; }

    /// <summary>Tasks in the order of their scheduling.</summary>
    public List<TaskRequest> Requests { get; } = [];

    public DateTimeOffset Now { get; private set; }

    /// <summary>Lets a stimulus come at a time of its own.</summary>
    public void Send(DateTimeOffset at, Stimulus stimulus) => _coming.Enqueue(stimulus, (at.UtcTicks, _order++));

    /// <summary>Starts, and goes from event to event until the execution ends or nothing more can come.</summary>
    /// <param name="start">Virtual time of the start.</param>
    /// <param name="mostSteps">Stimuli after which it gives up.</param>
    /// <returns>Whether the execution has ended.</returns>
    public bool ToEnd(DateTimeOffset start, int mostSteps = 1_000_000)
    {
        Now = start;
        Take(Execution.Start(start));
        for (var step = 0; step < mostSteps && Execution.Status == ExecutionStatus.Running; step++)
        {
            var due = Execution.NextDue;
            if (_coming.TryPeek(out var stimulus, out var priority) && (due is null || priority.Ticks <= due.Value.UtcTicks))
            {
                _coming.Dequeue();
                Now = new DateTimeOffset(priority.Ticks, TimeSpan.Zero);
                Take(Execution.Apply(stimulus, Now));
            }
            else if (due is { } next)
            {
                Now = next > Now ? next : Now;
                Take(Execution.Apply(Stimulus.Tick, Now));
            }
            else
            {
                return false;
            }
        }
        return Execution.Status != ExecutionStatus.Running;
    }

    private void Take(Decisions decisions)
    {
        foreach (var request in decisions.Scheduled)
        {
            Requests.Add(request);
            foreach (var (after, stimulus) in _script(request))
            {
                Send(Now + after, stimulus);
            }
        }
    }
}
