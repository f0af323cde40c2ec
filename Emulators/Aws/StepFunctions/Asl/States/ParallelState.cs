using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>Parallel: all branches over the same input; one that fails ends the others.</summary>
internal sealed class ParallelState : State
{
    private readonly List<StateBlock> _branches = [];
    private readonly ITemplate? _parameters;

    public ParallelState(string name, FieldReader fields)
        : base(name, fields, HistoryEventType.ParallelStateEntered, HistoryEventType.ParallelStateExited)
    {
        Flowing.Check(fields);
        _parameters = fields.Payload(IsJsonata ? "Arguments" : "Parameters");
        if (fields["Branches"] is not JsonArray { Count: > 0 } branches)
        {
            fields.NoList("Branches");
            return;
        }
        for (var i = 0; i < branches.Count; i++)
        {
            var place = $"{fields.Location}/Branches[{i}]";
            if (branches[i] is not JsonObject branch)
            {
                fields.Report($"Branches[{i}]", "Expected value of type Object");
                continue;
            }
            new FieldReader(fields.Reader, branch, place, IsJsonata).Known("StartAt", "States", "Comment", "QueryLanguage", "ProcessorConfig");
            if (fields.Reader.Block(branch, place, fields.Reader.IsJsonata) is { } block)
            {
                _branches.Add(block);
            }
        }
    }

    public override bool CanRetry => true;

    protected override bool ShowsInput => false;

    public override IEnumerable<StateBlock> Blocks => _branches;

    public override IEnumerable<string> References => base.References.Concat(_parameters?.References ?? []);

    protected override async Flow<Outcome> ExecuteAsync(Frame frame)
    {
        var evaluation = Prepare(frame);
        if (frame.Execution.Rehearsal is { Mock: { } mock } rehearsal && rehearsal.Concerns(Name))
        {
            return mock.Kind == StimulusKind.TaskFailed ? Outcome.Failed(new StateError(mock.Error, mock.Cause)) : Leave(frame, evaluation, mock.Output, Next);
        }
        var branches = new Branches();
        if (frame.Progress is (List<Scope> scopes, Json?[] outputs))
        {
            // A redrive runs only the branches that did not come to their end.
            foreach (var i in Enumerable.Range(0, scopes.Count).Where(i => (outputs[i] ??= scopes[i].Output) is null))
            {
                frame.Scope.Adopt(scopes[i]);
                branches.Resume(i, scopes[i]);
            }
        }
        else
        {
            var input = _parameters?.Evaluate(evaluation) ?? (IsJsonata ? frame.Input : evaluation.Input);
            frame.Scope.Record(HistoryEventType.ParallelStateStarted);
            scopes = _branches.ConvertAll(block => new Scope(frame.Execution, block, frame.Scope, item: null, frame.Scope.LastEvent));
            outputs = new Json?[scopes.Count];
            frame.Progress = (scopes, outputs);
            for (var i = 0; i < scopes.Count; i++)
            {
                branches.Start(i, scopes[i], input);
            }
        }
        for (var ended = outputs.Count(static output => output is not null); ended < scopes.Count; ended++)
        {
            var (index, outcome) = await branches.Ended;
            frame.Scope.LastEvent = scopes[index].LastEvent;
            if (outcome.Error is { } error)
            {
                Abort(frame, scopes, index, error);
                return Outcome.Failed(error with { IsOfTask = false });
            }
            outputs[index] = outcome.Output!;
        }
        scopes.ForEach(frame.Scope.Remove);
        frame.Scope.RecordAside(HistoryEventType.ParallelStateSucceeded);
        return Leave(frame, evaluation, Json.OfDocuments(outputs!), Next);
    }

    protected override void RecordFailure(Frame frame) => frame.Scope.Record(HistoryEventType.ParallelStateFailed);

    private static void Abort(Frame frame, List<Scope> scopes, int failed, StateError error)
    {
        for (var i = 0; i < scopes.Count; i++)
        {
            if (!error.IsFatal && scopes[i].AbortedType is { } type && (i != failed || error.IsOfTask))
            {
                frame.Scope.RecordAside(type);
            }
            frame.Execution.Cancel(scopes[i]);
            frame.Scope.Remove(scopes[i]);
        }
    }
}
