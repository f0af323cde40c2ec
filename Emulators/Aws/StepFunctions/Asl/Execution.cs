using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>
/// One execution of a state machine: stimuli in, decisions out. It has no clock, thread or source of chance of its own, so
/// the same start and stimuli lead to the same state and history, event for event. Not thread-safe.
/// </summary>
public sealed class Execution
{
    /// <summary>Events that a history holds at most (service quotas).</summary>
    public const int MostEvents = 25_000;

    /// <summary>UTF-8 bytes of an input or output at most (service quotas).</summary>
    public const int LargestPayload = 262_144;

    private const int ExpressSeconds = 300;

    private readonly StateMachine _machine;
    private Timers _timers = new();
    private readonly Dictionary<int, RunningTask> _tasks = [];
    private readonly List<HistoryEvent> _events = [];
    private readonly List<MapRunInfo> _mapRuns = [];
    private readonly Scope _root;
    private Decisions _decisions = new();
    private int _lastTask;
    private Random? _random;

    /// <param name="machine">What is executed.</param>
    /// <param name="info">Who it is.</param>
    /// <param name="input">Its input.</param>
    public Execution(StateMachine machine, ExecutionInfo info, Json input)
    {
        (_machine, Info, Input) = (machine, info, input);
        _root = new Scope(this, machine.Block, parent: null, item: null, lastEvent: 0);
    }

    public ExecutionInfo Info { get; }

    public Json Input { get; }

    public ExecutionStatus Status { get; private set; }

    /// <summary>Of an execution that succeeded.</summary>
    public Json? Output { get; private set; }

    public string? Error { get; private set; }

    public string? Cause { get; private set; }

    public DateTimeOffset Started { get; private set; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? Stopped { get; private set; }

    public int RedriveCount { get; private set; }

    /// <summary>Of the last redrive.</summary>
    public DateTimeOffset? Redriven { get; private set; }

    /// <summary>
    /// Whether the activity of the n-th task exists; asked when the task is scheduled, and the same number must give the same answer. Null where all exist.
    /// </summary>
    public Func<int, string, bool>? HasActivity { get; set; }

    /// <summary>Of a test of one state; null for a real execution.</summary>
    public Rehearsal? Rehearsal { get; init; }

    /// <summary>Variables of the outermost scope.</summary>
    public IReadOnlyDictionary<string, Json> Variables => _root.Variables.Visible();

    /// <summary>Events so far; none where they are not kept.</summary>
    public IReadOnlyList<HistoryEvent> Events => _events;

    /// <summary>Whether events are kept; they are counted in any case. Set before the start.</summary>
    public bool KeepsEvents { get; init; } = true;

    /// <summary>The item of a distributed Map whose events are wanted: ARN of the map run, index. Set before the start.</summary>
    public (string MapRun, int Index)? Watched { get; init; }

    /// <summary>Events of <see cref="Watched"/> as a child execution.</summary>
    public List<HistoryEvent> WatchedEvents { get; } = [];

    /// <summary>Number of the last event.</summary>
    public int LastEvent { get; private set; }

    /// <summary>When it wants a <see cref="StimulusKind.Tick"/>, if nothing else comes first; null for never.</summary>
    public DateTimeOffset? NextDue => Status == ExecutionStatus.Running ? _timers.NextDue : null;

    internal DateTimeOffset Now { get; private set; }

    internal Random Random => _random ??= new Random(Info.Seed);

    internal bool IsOver => Status != ExecutionStatus.Running;

    /// <summary>Begins, and runs until everything waits.</summary>
    public Decisions Start(DateTimeOffset now)
    {
        Now = Started = now;
        Record(0, HistoryEventType.ExecutionStarted, new ExecutionStartedDetails(Input, Info));
        LimitTime();
        _ = RunAsync(isRedriven: false);
        return Taken();
    }

    /// <summary>Takes a stimulus and runs until everything waits again. One that comes too late changes nothing.</summary>
    public Decisions Apply(Stimulus stimulus, DateTimeOffset now)
    {
        if (IsOver)
        {
            if (stimulus.Kind == StimulusKind.Redrive && Status != ExecutionStatus.Succeeded)
            {
                Now = now > Now ? now : Now;
                Redrive();
            }
            return Taken();
        }
        Now = now > Now ? now : Now;
        // What was due before this stimulus happened before it.
        _timers.FireDue(Now);
        if (!IsOver)
        {
            switch (stimulus.Kind)
            {
                case StimulusKind.Tick or StimulusKind.Redrive:
                    break;
                case StimulusKind.UpdateMapRun:
                    _mapRuns.FirstOrDefault(run => run.Arn == stimulus.Output!["mapRunArn"]?.AsString())?.Change(stimulus.Output!);
                    break;
                case StimulusKind.Stop:
                    Finish(ExecutionStatus.Aborted, null, new StateError(stimulus.Error, stimulus.Cause), 0);
                    break;
                default:
                    if (_tasks.TryGetValue(stimulus.Task, out var task))
                    {
                        task.Mailbox.Post(stimulus);
                    }
                    break;
            }
        }
        return Taken();
    }

    /// <summary>Whether a task still waits for its outcome.</summary>
    public bool Waits(int task) => !IsOver && _tasks.ContainsKey(task);

    /// <summary>Runs of distributed Maps, in the order of their start.</summary>
    public IReadOnlyList<MapRunInfo> MapRuns => _mapRuns;

    internal void Add(MapRunInfo run) => _mapRuns.Add(run);

    internal int NewTask() => ++_lastTask;

    internal RunningTask Schedule(TaskRequest request, Scope scope)
    {
        var task = new RunningTask(scope);
        _tasks.Add(request.Id, task);
        _decisions.Scheduled.Add(request);
        return task;
    }

    /// <param name="id">Task.</param>
    /// <param name="abandoned">Whether it may still be under way.</param>
    internal void Forget(int id, bool abandoned)
    {
        if (_tasks.Remove(id) && abandoned)
        {
            _decisions.Cancelled.Add(id);
        }
    }

    internal Running.Timer After(TimeSpan delay, Scope scope, Action fire) => _timers.Add(Now + delay, scope, fire);

    internal int Record(int previous, HistoryEventType type, EventDetails? details)
    {
        if (IsOver)
        {
            return LastEvent;
        }
        if (LastEvent >= MostEvents - 1 && !Info.IsExpress)
        {
            Finish(ExecutionStatus.Failed, null, new StateError(ErrorNames.Runtime, $"The execution reached the maximum number of history events ({MostEvents})."), previous);
            return LastEvent;
        }
        Append(previous, type, details);
        return LastEvent;
    }

    /// <summary>Drops whatever a scope and those within it wait for.</summary>
    internal void Cancel(Scope scope)
    {
        scope.Cancel();
        foreach (var (id, task) in _tasks)
        {
            if (task.Scope.IsCancelled)
            {
                Forget(id, abandoned: true);
            }
        }
    }

    private void LimitTime()
    {
        var seconds = Info.IsExpress ? Math.Min(_machine.TimeoutSeconds ?? ExpressSeconds, ExpressSeconds) : _machine.TimeoutSeconds;
        if (seconds is { } limit)
        {
            _timers.Add(Now.AddSeconds(limit), _root, TimeOut);
        }
    }

    /// <summary>Goes on with the states that did not succeed; what succeeded is not done again, and every limit of time begins anew.</summary>
    private void Redrive()
    {
        (Status, Stopped, Error, Cause) = (ExecutionStatus.Running, null, null, null);
        (RedriveCount, Redriven) = (RedriveCount + 1, Now);
        Append(LastEvent, HistoryEventType.ExecutionRedriven, new MapDetails("executionRedrivenEventDetails", redriveCount: RedriveCount));
        _timers = new Timers();
        _root.Revive();
        LimitTime();
        _ = RunAsync(isRedriven: true);
    }

    private async Flow<bool> RunAsync(bool isRedriven)
    {
        var outcome = isRedriven ? await _root.ResumeAsync() : await _root.RunAsync(Input);
        if (outcome.Error is { } error)
        {
            Finish(ExecutionStatus.Failed, null, error, _root.LastEvent);
        }
        else
        {
            Finish(ExecutionStatus.Succeeded, outcome.Output, null, _root.LastEvent);
        }
        return true;
    }

    private void TimeOut() => Finish(ExecutionStatus.TimedOut, null, new StateError(ErrorNames.Timeout, null), 0);

    private void Finish(ExecutionStatus status, Json? output, StateError? error, int previous)
    {
        if (IsOver)
        {
            return;
        }
        switch (status)
        {
            case ExecutionStatus.Succeeded:
                Append(previous, HistoryEventType.ExecutionSucceeded, new OutputDetails("executionSucceededEventDetails", output));
                break;
            case ExecutionStatus.Failed:
                Append(previous, HistoryEventType.ExecutionFailed, new FailureDetails("executionFailedEventDetails", error!.Error, error.Cause));
                break;
            case ExecutionStatus.TimedOut:
                Append(previous, HistoryEventType.ExecutionTimedOut, new FailureDetails("executionTimedOutEventDetails", null, null));
                break;
            default:
                Append(previous, HistoryEventType.ExecutionAborted, new FailureDetails("executionAbortedEventDetails", error!.Error, error.Cause));
                break;
        }
        (Status, Output, Stopped) = (status, output, Now);
        // That the time is over is said by the status alone.
        (Error, Cause) = status == ExecutionStatus.TimedOut ? (null, null) : (error?.Error, error?.Cause);
        foreach (var run in _mapRuns.Where(static run => run.Stopped is null))
        {
            (run.Status, run.Stopped, run.Aborted, run.Running) = ("ABORTED", Now, run.Running, 0);
            run.Run?.AbortChildren();
        }
        Cancel(_root);
    }

    private void Append(int previous, HistoryEventType type, EventDetails? details)
    {
        LastEvent++;
        if (KeepsEvents)
        {
            _events.Add(new HistoryEvent(LastEvent, previous, type, Now, details));
        }
    }

    private Decisions Taken()
    {
        var taken = _decisions;
        _decisions = new Decisions();
        return taken;
    }
}
