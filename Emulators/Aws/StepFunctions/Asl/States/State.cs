using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Paths;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>What all states have in common: entering, shaping input and output, retrying and catching, leaving.</summary>
internal abstract class State
{
    private readonly Retrier[] _retriers = [];
    private readonly Catcher[] _catchers = [];
    private readonly PathExpression? _inputPath;
    private readonly PathExpression? _outputPath;
    private readonly bool _discardsInput;
    private readonly bool _discardsOutput;
    private readonly bool _discardsResult;
    private readonly JsonPath? _resultPath;
    private readonly ITemplate? _selector;
    private readonly ITemplate? _output;

    protected State(string name, FieldReader fields, HistoryEventType entered, HistoryEventType exited)
    {
        (Name, IsJsonata, EnteredType, ExitedType) = (name, fields.IsJsonata, entered, exited);
        Next = fields.Text("Next");
        IsEnd = fields.Flag("End");
        if (fields.Has("Retry"))
        {
            _retriers = Retrier.ReadAll(fields);
        }
        if (fields.Has("Catch"))
        {
            _catchers = Catcher.ReadAll(fields);
        }
        if (!IsJsonata)
        {
            (_inputPath, _discardsInput) = fields.NullablePath("InputPath");
            (_outputPath, _discardsOutput) = fields.NullablePath("OutputPath");
            _discardsResult = fields["ResultPath"] is JsonNull;
            _resultPath = _discardsResult ? null : fields.ReferencePath("ResultPath");
            _selector = fields.Payload("ResultSelector");
        }
        else
        {
            _output = fields.Template("Output");
        }
        Assign = fields.Template("Assign");
    }

    public string Name { get; }

    public bool IsJsonata { get; }

    public string? Next { get; }

    public bool IsEnd { get; }

    public virtual bool CanRetry => false;

    /// <summary>Whether an execution can end here.</summary>
    public virtual bool IsTerminal => IsEnd;

    /// <summary>Where it can lead, with the field that says so.</summary>
    public virtual IEnumerable<(string Target, string Field)> Targets
        => (Next is null ? Enumerable.Empty<(string, string)>() : [(Next, "Next")]).Concat(_catchers.Select(static (catcher, index) => (catcher.Next, $"Catch[{index}]/Next")));

    /// <summary>Blocks of states within this one.</summary>
    public virtual IEnumerable<StateBlock> Blocks => [];

    /// <summary>Names of the variables that it reads.</summary>
    public virtual IEnumerable<string> References
        => new[] { _selector, _output, Assign }.SelectMany(static template => template?.References ?? [])
            .Concat(new[] { _inputPath, _outputPath }.Select(static path => path?.Variable).OfType<string>())
            .Concat(_catchers.SelectMany(static catcher => catcher.References));

    protected ITemplate? Assign { get; }

    protected HistoryEventType EnteredType { get; }

    protected HistoryEventType ExitedType { get; }

    public async Flow<Outcome> RunAsync(Frame frame)
    {
        frame.Enter(EnteredType);
        return await AttemptAllAsync(frame);
    }

    /// <summary>Goes on after a redrive: the state is not entered again, and its retriers count anew.</summary>
    public virtual Flow<Outcome> ResumeAsync(Frame frame)
    {
        frame.Redrive();
        return AttemptAllAsync(frame);
    }

    private async Flow<Outcome> AttemptAllAsync(Frame frame)
    {
        var attempts = new int[_retriers.Length];
        while (true)
        {
            var outcome = await AttemptAsync(frame);
            if (outcome.Error is not { } error)
            {
                return outcome;
            }
            if (Delay(error, attempts, frame) is not { } delay)
            {
                return error.IsFatal ? outcome : Handle(error, frame);
            }
            await frame.Scope.DelayAsync(delay);
            frame.RetryCount++;
            frame.Progress = null;
        }
    }

    /// <summary>Does what the type is for, up to the event that says it is left.</summary>
    protected abstract Flow<Outcome> ExecuteAsync(Frame frame);

    /// <summary>The event of a failure that is not retried; most types have none.</summary>
    protected virtual void RecordFailure(Frame frame)
    {
    }

    /// <summary>The input after InputPath, over which Parameters and paths are evaluated.</summary>
    protected Evaluation Prepare(Frame frame)
    {
        var evaluation = frame.Evaluate();
        evaluation = _discardsInput ? evaluation.Over(new JsonObject()) : _inputPath is null ? evaluation : evaluation.Over(_inputPath.Get(evaluation));
        if (!IsJsonata && ShowsInput)
        {
            frame.See("afterInputPath", evaluation.Input);
        }
        return evaluation;
    }

    /// <summary>Whether a test is told the input after InputPath.</summary>
    protected virtual bool ShowsInput => true;

    /// <summary>Turns a result into the state's output, assigns variables and leaves.</summary>
    /// <param name="frame">Frame.</param>
    /// <param name="evaluation">Of the effective input.</param>
    /// <param name="result">What the state made; null where it makes nothing and hands its input on.</param>
    /// <param name="next">Where it leads.</param>
    protected Outcome Leave(Frame frame, Evaluation evaluation, Json? result, string? next)
    {
        Json output;
        JsonObject? assigned;
        if (IsJsonata)
        {
            var surroundings = result is null ? evaluation : evaluation.With(result, null);
            assigned = AssignOver(surroundings);
            output = _output?.Evaluate(surroundings) ?? result ?? frame.Input;
        }
        else
        {
            var selected = result is not null && _selector is not null ? _selector.Evaluate(evaluation.Over(result)) : result;
            frame.See("afterResultSelector", selected);
            assigned = AssignOver(selected is null ? evaluation : evaluation.Over(selected));
            output = Shape(frame, evaluation, selected);
        }
        return Exit(frame, output, assigned, next);
    }

    protected Outcome Exit(Frame frame, Json output, JsonObject? assigned, string? next)
    {
        if (output.Bytes > Execution.LargestPayload)
        {
            return Outcome.Failed(TooLarge(Name));
        }
        if (assigned is not null && (assigned.Sum(static variable => (long)variable.Value.Bytes) > Execution.LargestPayload || !frame.Scope.Variables.Fits(assigned)))
        {
            return Outcome.Failed(new StateError(ErrorNames.DataLimitExceeded, $"The state '{Name}' assigned variables with a size exceeding the maximum number of bytes service limit."));
        }
        foreach (var (name, value) in assigned ?? [])
        {
            frame.Scope.Variables.Set(name, value);
        }
        frame.Scope.Record(ExitedType, new StateExitedDetails(Name, output, assigned));
        return Outcome.Done(output, next);
    }

    protected static StateError TooLarge(string what)
        => new(ErrorNames.DataLimitExceeded, $"The state/task '{what}' returned a result with a size exceeding the maximum number of bytes service limit.");

    protected StateError ToError(Frame frame, StatesException exception)
    {
        var error = frame.ToError(exception);
        if (exception.Error == ErrorNames.QueryEvaluationError)
        {
            if (frame.Scope.LastEvent == frame.EnteredEvent && this is not WaitState)
            {
                // As it was recorded of Step Functions: where nothing has happened since the state was entered, the event follows what its entering follows.
                frame.Scope.LastEvent = frame.PreviousEvent;
            }
            frame.Scope.Record(HistoryEventType.EvaluationFailed, new FailureDetails("evaluationFailedEventDetails", error.Error, error.Cause, location: exception.Location, state: Name));
        }
        return error;
    }

    protected static JsonObject? Evaluated(ITemplate? template, Evaluation evaluation) => template?.Evaluate(evaluation) as JsonObject;

    private JsonObject? AssignOver(Evaluation evaluation) => Evaluated(Assign, evaluation);

    private Json Shape(Frame frame, Evaluation evaluation, Json? result)
    {
        // A state that makes nothing (Wait, Choice) hands on its effective input.
        var output = result is null ? evaluation.Input : _discardsResult ? frame.Input : result;
        if (result is not null && _resultPath is { IsRoot: false })
        {
            output = _resultPath.Put(frame.Input, result)
                ?? throw new StatesException(ErrorNames.ResultPathMatchFailure, $"Unable to apply ReferencePath {_resultPath.Text} to input {frame.Input.Text}");
        }
        if (result is not null)
        {
            frame.See("afterResultPath", output);
        }
        if (_discardsOutput)
        {
            return new JsonObject();
        }
        return _outputPath is null ? output : _outputPath.Get(evaluation.Over(output));
    }

    private async Flow<Outcome> AttemptAsync(Frame frame)
    {
        try
        {
            return await ExecuteAsync(frame);
        }
        catch (StatesException exception)
        {
            return Outcome.Failed(ToError(frame, exception));
        }
    }

    private TimeSpan? Delay(StateError error, int[] attempts, Frame frame)
    {
        for (var i = 0; i < _retriers.Length; i++)
        {
            if (_retriers[i].Matches(error))
            {
                var rehearsal = frame.Execution.Rehearsal;
                var attempt = rehearsal?.Concerns(Name) == true && attempts[i] == 0 ? rehearsal.RetryCount : attempts[i];
                TimeSpan? delay = attempt < _retriers[i].MaxAttempts ? _retriers[i].Delay(attempt, frame.Execution.Random) : null;
                attempts[i] = attempt + 1;
                if (rehearsal is not null)
                {
                    frame.See("errorDetails", new JsonObject { { "retryIndex", i }, { "retryBackoffIntervalSeconds", delay is { } backoff ? backoff.TotalSeconds : null } });
                }
                return delay;
            }
        }
        return null;
    }

    private Outcome Handle(StateError error, Frame frame)
    {
        var before = frame.Scope.LastEvent;
        RecordFailure(frame);
        var catcher = Array.Find(_catchers, catcher => catcher.Matches(error));
        if (catcher is null)
        {
            return Outcome.Failed(error);
        }
        if (frame.Execution.Rehearsal is not null)
        {
            frame.See("errorDetails", new JsonObject { { "catchIndex", Array.IndexOf(_catchers, catcher) } });
        }
        var output = new JsonObject { { "Error", error.Error ?? Json.Null }, { "Cause", error.Cause ?? (error.Error == ErrorNames.Timeout ? "" : Json.Null) } };
        try
        {
            return Caught(catcher, output, frame);
        }
        catch (StatesException exception)
        {
            frame.Scope.LastEvent = before;
            var second = ToError(frame, exception);
            RecordFailure(frame);
            return Outcome.Failed(second);
        }
    }

    private Outcome Caught(Catcher catcher, JsonObject error, Frame frame)
    {
        var evaluation = frame.Evaluate();
        if (IsJsonata)
        {
            evaluation = evaluation.With(null, error);
            return Exit(frame, catcher.Output?.Evaluate(evaluation) ?? error, Evaluated(catcher.Assign, evaluation), catcher.Next);
        }
        var assigned = Evaluated(catcher.Assign, evaluation.Over(error));
        Json output = catcher.DiscardsResult
            ? frame.Input
            : catcher.ResultPath is null or { IsRoot: true }
                ? error
                : catcher.ResultPath.Put(frame.Input, error) ?? throw new StatesException(ErrorNames.ResultPathMatchFailure, $"Unable to apply ReferencePath {catcher.ResultPath.Text} to input {frame.Input.Text}");
        return Exit(frame, output, assigned, catcher.Next);
    }
}
