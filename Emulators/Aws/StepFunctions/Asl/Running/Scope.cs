using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.States;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>A run through one set of states: the whole machine, a branch, or an iteration.</summary>
internal sealed class Scope
{
    /// <summary>Transitions after which the host gets a chance to look at the clock.</summary>
    private const int TransitionsAtOnce = 500;

    private readonly StateBlock _block;
    private readonly List<Scope> _children = [];
    private int _transitions;
    private string? _next;
    private Json? _input;

    /// <param name="execution">Whose run it is.</param>
    /// <param name="block">The states.</param>
    /// <param name="parent">The scope around it.</param>
    /// <param name="item">What the context object says under Map; null outside of iterations.</param>
    /// <param name="lastEvent">The event that its first one follows.</param>
    public Scope(Execution execution, StateBlock block, Scope? parent, JsonObject? item, int lastEvent)
    {
        (Execution, _block, MapItem, LastEvent) = (execution, block, item ?? parent?.MapItem, lastEvent);
        Variables = new Variables(parent?.Variables);
        Child = parent?.Child;
        parent?._children.Add(this);
    }

    /// <summary>The child execution whose history tells what happens here; null where it is the execution itself.</summary>
    public ChildRun? Child { get; init; }

    public Execution Execution { get; }

    public Variables Variables { get; }

    public JsonObject? MapItem { get; }

    /// <summary>The event that the next one of this scope follows.</summary>
    public int LastEvent { get; set; }

    public bool IsCancelled { get; private set; }

    /// <summary>What it came to; null before its end, and where that was an error.</summary>
    public Json? Output { get; private set; }

    /// <summary>The state that is being executed.</summary>
    public Frame? Current { get; private set; }

    public Flow<Outcome> RunAsync(Json input)
    {
        (_next, _input) = (_block.StartAt, input);
        return GoOnAsync(null);
    }

    /// <summary>Goes on after a redrive: with the state that did not succeed, or the one that was not reached.</summary>
    public Flow<Outcome> ResumeAsync() => GoOnAsync(Current);

    private async Flow<Outcome> GoOnAsync(Frame? stopped)
    {
        while (true)
        {
            var frame = stopped ?? new Frame(this, _block.States[_next!], _input!);
            Current = frame;
            var outcome = stopped is null ? await frame.State.RunAsync(frame) : await frame.State.ResumeAsync(frame);
            stopped = null;
            if (outcome.Error is not null || outcome.Next is null)
            {
                if (outcome.Error is null)
                {
                    (Current, Output) = (null, outcome.Output);
                }
                return outcome;
            }
            Current = null;
            (_input, _next) = (outcome.Output!, outcome.Next);
            if (Execution.IsOver || ++_transitions % TransitionsAtOnce == 0)
            {
                await DelayAsync(TimeSpan.Zero);
            }
        }
    }

    public async Flow<bool> DelayAsync(TimeSpan delay)
    {
        var bell = new Mailbox<bool>();
        Execution.After(delay, this, () => bell.Post(true));
        return await bell;
    }

    public void Record(HistoryEventType type, EventDetails? details = null)
        => LastEvent = RecordAside(type, details);

    /// <summary>An event that the next one does not follow.</summary>
    /// <returns>Its number.</returns>
    public int RecordAside(HistoryEventType type, EventDetails? details = null) => Child is null ? Execution.Record(LastEvent, type, details) : Child.Record(LastEvent, type, details);

    public void Cancel()
    {
        IsCancelled = true;
        foreach (var child in _children)
        {
            child.Cancel();
        }
    }

    /// <summary>Undoes <see cref="Cancel"/>, for a redrive.</summary>
    public void Revive()
    {
        IsCancelled = false;
        foreach (var child in _children)
        {
            child.Revive();
        }
    }

    /// <summary>Takes a child back that had been removed.</summary>
    public void Adopt(Scope child)
    {
        if (!_children.Contains(child))
        {
            _children.Add(child);
        }
        child.Revive();
    }

    public void Remove(Scope child) => _children.Remove(child);

    /// <summary>The event that says that the state at work was aborted, where there is a type for it.</summary>
    public HistoryEventType? AbortedType => Current?.State switch
    {
        TaskState => HistoryEventType.TaskStateAborted,
        WaitState => HistoryEventType.WaitStateAborted,
        ParallelState => HistoryEventType.ParallelStateAborted,
        MapState => HistoryEventType.MapStateAborted,
        _ => null,
    };
}
