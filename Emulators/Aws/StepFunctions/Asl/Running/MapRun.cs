using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;
using EventAi.Emulators.Aws.StepFunctions.Asl.States;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>One attempt of a Map state at all its items.</summary>
/// <param name="frame">The state.</param>
/// <param name="processor">What runs for each item.</param>
/// <param name="items">For the context object.</param>
/// <param name="inputs">One for each item.</param>
/// <param name="inlineAtOnce">How many run at a time, where they run inline; a distributed Map's limits are those of its run, which may be changed.</param>
/// <param name="inlineTolerated">How many may fail, where they run inline.</param>
/// <param name="info">Of a distributed Map's run, which has begun; null where items run inline.</param>
internal sealed class MapRun(Frame frame, StateBlock processor, List<Json> items, List<Json> inputs, int inlineAtOnce, double inlineTolerated, MapRunInfo? info)
{
    private readonly bool _isDistributed = info is not null;
    private readonly bool[] _failed = new bool[items.Count];
    private readonly bool[] _isRunning = new bool[items.Count];
    private readonly Scope?[] _scopes = new Scope?[items.Count];
    private readonly Json?[] _outputs = new Json?[items.Count];
    private readonly ChildRun?[] _children = info is null ? [] : new ChildRun?[items.Count];
    private readonly Queue<int> _redriven = new();
    private Branches _branches = new();
    private int _next;
    private int _failures;
    private int _open;

    /// <summary>Of a distributed Map.</summary>
    public MapRunInfo? Info => info;

    private int AtOnce => info is null ? inlineAtOnce : info.MaxConcurrency > 0 ? info.MaxConcurrency : int.MaxValue;

    private double Tolerated => info is null ? inlineTolerated : Math.Max(info.ToleratedCount, Math.Floor(info.ToleratedShare / 100 * items.Count));

    /// <summary>Begins the run of a distributed Map.</summary>
    public static MapRunInfo Start(Frame frame, string label, bool isExpress, int maxConcurrency, double toleratedCount, double toleratedShare)
    {
        var info = frame.Execution.Info;
        var arn = $"arn:aws:states:{info.Region}:{info.Arn.Split(':')[4]}:mapRun:{info.StateMachineName}/{label}:{MathFunctions.NewUuid(frame.Execution.Random)}";
        var run = new MapRunInfo(arn, frame.Execution.Now) { IsExpress = isExpress, MaxConcurrency = maxConcurrency, ToleratedCount = (int)toleratedCount, ToleratedShare = toleratedShare };
        frame.Execution.Add(run);
        frame.Scope.Record(HistoryEventType.MapRunStarted, new MapDetails("mapRunStartedEventDetails", runArn: arn));
        return run;
    }

    /// <summary>Fails the run of a distributed Map.</summary>
    public static StateError Fail(Frame frame, MapRunInfo info, string error, string? cause)
    {
        End(frame, info, "FAILED");
        frame.Scope.Record(HistoryEventType.MapRunFailed, new FailureDetails("mapRunFailedEventDetails", error, cause));
        return new StateError(error, cause);
    }

    /// <summary>The child executions of a distributed Map that have begun.</summary>
    public IReadOnlyList<ChildExecution> Children => [.. Enumerable.Range(0, _next).Where(index => _children[index] is not null).Select(Describe)];

    /// <summary>Ends the child executions that run.</summary>
    public void AbortChildren()
    {
        foreach (var child in _children)
        {
            if (child is { Stopped: null })
            {
                child.Abort();
            }
        }
    }

    private ChildExecution Describe(int index)
    {
        var child = _children[index]!;
        var status = _failed[index] ? ExecutionStatus.Failed : child.IsAborted ? ExecutionStatus.Aborted : child.Stopped is null ? ExecutionStatus.Running : ExecutionStatus.Succeeded;
        var error = _failed[index] ? _outputs[index] : null;
        return new ChildExecution(
            info!.ChildName(index), status, inputs[index], status == ExecutionStatus.Succeeded ? _outputs[index] : null, error?["Error"]?.AsString(), error?["Cause"]?.AsString(), child.Started, child.Stopped, child.RedriveCount,
            info.ItemTotal > info.Total && inputs[index]["Items"] is JsonArray batch ? batch.Count : 1);
    }

    private static void End(Frame frame, MapRunInfo info, string status)
    {
        (info.Status, info.Stopped, info.Aborted, info.Running) = (status, frame.Execution.Now, info.Aborted + info.Running, 0);
        info.Run?.AbortChildren();
    }

    private void Count(Action<MapRunInfo> change)
    {
        if (info is not null)
        {
            change(info);
        }
    }

    private string Map => frame.State.Name;

    public Flow<Outcome> RunAsync()
    {
        var started = frame.Scope.LastEvent;
        while (_next < items.Count && _next < AtOnce)
        {
            Begin(started);
        }
        for (var i = 0; i < _next && !frame.Execution.IsOver; i++)
        {
            _branches.Start(i, _scopes[i]!, inputs[i]);
        }
        return FinishAllAsync();
    }

    /// <summary>Goes on after a redrive with the items that did not succeed.</summary>
    public Flow<Outcome> ResumeAsync()
    {
        (_branches, _failures, _open) = (new Branches(), 0, 0);
        _redriven.Clear();
        for (var i = 0; i < _next; i++)
        {
            _isRunning[i] = false;
            if (_outputs[i] is null || _failed[i])
            {
                (_failed[i], _outputs[i]) = (false, _scopes[i]!.Output);
            }
            if (_outputs[i] is null)
            {
                _redriven.Enqueue(i);
            }
        }
        if (info is not null)
        {
            info.Redrive(frame.Execution.Now, _outputs.Count(static output => output is not null));
            frame.Scope.Record(HistoryEventType.MapRunRedriven, new MapDetails("mapRunRedrivenEventDetails", runArn: info.Arn, redriveCount: info.RedriveCount));
        }
        _slot = frame.Scope.LastEvent;
        Fill();
        return FinishAllAsync();
    }

    /// <summary>Begins as many items as may run at once.</summary>
    public void Fill()
    {
        while (_open < AtOnce && !frame.Execution.IsOver)
        {
            if (_redriven.TryDequeue(out var index))
            {
                Run(index);
                if (_isDistributed)
                {
                    _children[index]!.Redrive();
                }
                frame.Scope.Adopt(_scopes[index]!);
                _branches.Resume(index, _scopes[index]!);
            }
            else if (_next < items.Count)
            {
                // A further item follows what ran in its place before it.
                Begin(_slot);
                _branches.Start(_next - 1, _scopes[_next - 1]!, inputs[_next - 1]);
            }
            else
            {
                return;
            }
        }
    }

    private async Flow<Outcome> FinishAllAsync()
    {
        for (var ended = _outputs.Count(static output => output is not null); ended < items.Count; ended++)
        {
            var (index, outcome) = await _branches.Ended;
            if (Finish(index, outcome) is { } error)
            {
                return Outcome.Failed(error);
            }
            Fill();
        }
        if (info is not null)
        {
            End(frame, info, "SUCCEEDED");
            // The state's chain goes on from the start of the run, past both events of its end (recorded since the end of 2024; before, from the first of them).
            var run = frame.Scope.LastEvent;
            frame.Scope.Record(HistoryEventType.MapRunSucceeded);
            frame.Scope.RecordAside(HistoryEventType.MapStateSucceeded);
            frame.Scope.LastEvent = run;
        }
        else
        {
            frame.Scope.RecordAside(HistoryEventType.MapStateSucceeded);
        }
        return Outcome.Done(new JsonArray(_outputs!));
    }

    private int _slot;

    private void Begin(int follows)
    {
        var index = _next++;
        var item = new JsonObject { { "Index", index }, { "Value", items[index] } };
        if (info is not null)
        {
            _children[index] = new ChildRun(frame.Execution, info, index, inputs[index]);
            _scopes[index] = new Scope(frame.Execution, processor, frame.Scope, item, lastEvent: 0) { Child = _children[index] };
            Run(index);
            _children[index]!.Begin();
            return;
        }
        var scope = new Scope(frame.Execution, processor, frame.Scope, item, follows);
        _scopes[index] = scope;
        Run(index);
        scope.Record(HistoryEventType.MapIterationStarted, Iteration("Started", index));
    }

    private void Run(int index)
    {
        _isRunning[index] = true;
        _open++;
        Count(static run => run.Running++);
    }

    private MapDetails Iteration(string what, int index) => new($"mapIteration{what}EventDetails", state: Map, index: index);

    /// <returns>The error that ends the whole Map.</returns>
    private StateError? Finish(int index, Outcome outcome)
    {
        var scope = _scopes[index]!;
        _isRunning[index] = false;
        _open--;
        Count(static run => run.Running--);
        if (_isDistributed)
        {
            _children[index]!.End(scope.LastEvent, outcome);
        }
        if (outcome.Error is { } error)
        {
            Count(static run => run.Failed++);
            _failed[index] = true;
            if (!_isDistributed)
            {
                frame.Scope.LastEvent = scope.LastEvent;
            }
            _outputs[index] = new JsonObject { { "Error", error.Error }, { "Cause", error.Cause } };
            // A child execution fails alone, whatever its error is.
            if ((error.IsFatal && !_isDistributed) || ++_failures > Tolerated)
            {
                _isRunning[index] = true; // still: its end is told with the others'
                return Fail(index, error);
            }
        }
        else
        {
            Count(static run => run.Succeeded++);
            _outputs[index] = outcome.Output!;
            if (!_isDistributed)
            {
                _slot = scope.LastEvent;
                frame.Scope.LastEvent = scope.RecordAside(HistoryEventType.MapIterationSucceeded, Iteration("Succeeded", index));
            }
        }
        frame.Scope.Remove(scope);
        return null;
    }

    private StateError Fail(int failed, StateError error)
    {
        for (var i = 0; i < _next; i++)
        {
            if (!_isRunning[i])
            {
                continue;
            }
            var scope = _scopes[i]!;
            if (!error.IsFatal && !_isDistributed)
            {
                frame.Scope.RecordAside(i == failed ? HistoryEventType.MapIterationFailed : HistoryEventType.MapIterationAborted, Iteration(i == failed ? "Failed" : "Aborted", i));
                if (scope.AbortedType is { } type && (i != failed || error.IsOfTask))
                {
                    frame.Scope.RecordAside(type);
                }
            }
            frame.Execution.Cancel(scope);
            frame.Scope.Remove(scope);
        }
        if (!_isDistributed)
        {
            return error with { IsOfTask = false };
        }
        return Fail(frame, info!, ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded");
    }
}
