using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>
/// What an item of a distributed Map has of an execution of its own: its name, its times and the numbers of its events. The events themselves are kept only where the execution
/// is made again for their sake (<see cref="Execution.Watched"/>).
/// </summary>
internal sealed class ChildRun(Execution execution, MapRunInfo run, int index, Json input)
{
    private readonly List<HistoryEvent>? _events = execution.Watched == (run.Arn, index) ? execution.WatchedEvents : null;
    private ExecutionInfo? _info;
    private int _lastEvent;

    public Json Input => input;

    public DateTimeOffset Started { get; } = execution.Now;

    public DateTimeOffset? Stopped { get; private set; }

    public int RedriveCount { get; private set; }

    public DateTimeOffset? Redriven { get; private set; }

    public bool IsAborted { get; private set; }

    /// <summary>Who it is: as its context object and its history say.</summary>
    public ExecutionInfo Info => _info ??= execution.Info with
    {
        Arn = run.ChildArn(index), Name = run.ChildName(index), StateMachineArn = $"{execution.Info.StateMachineArn}/{run.Label}", StateMachineName = $"{execution.Info.StateMachineName}/{run.Label}",
        AliasArn = null, VersionArn = null,
    };

    public int Record(int previous, HistoryEventType type, EventDetails? details)
    {
        _lastEvent++;
        _events?.Add(new HistoryEvent(_lastEvent, previous, type, execution.Now, details));
        return _lastEvent;
    }

    public void Begin() => Record(0, HistoryEventType.ExecutionStarted, new ExecutionStartedDetails(input, Info));

    public void End(int previous, Outcome outcome)
    {
        Stopped = execution.Now;
        if (outcome.Error is { } error)
        {
            Record(previous, HistoryEventType.ExecutionFailed, new FailureDetails("executionFailedEventDetails", error.Error, error.Cause));
        }
        else
        {
            Record(previous, HistoryEventType.ExecutionSucceeded, new OutputDetails("executionSucceededEventDetails", outcome.Output));
        }
    }

    public void Abort()
    {
        (Stopped, IsAborted) = (execution.Now, true);
        Record(0, HistoryEventType.ExecutionAborted, new FailureDetails("executionAbortedEventDetails", null, null));
    }

    public void Redrive()
    {
        (Stopped, IsAborted, Redriven, RedriveCount) = (null, false, execution.Now, RedriveCount + 1);
        Record(_lastEvent, HistoryEventType.ExecutionRedriven, new MapDetails("executionRedrivenEventDetails", redriveCount: RedriveCount));
    }
}
