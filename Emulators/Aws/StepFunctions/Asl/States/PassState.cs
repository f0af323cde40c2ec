using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>Pass: hands on its input, or a fixed result.</summary>
internal sealed class PassState : State
{
    private readonly Json? _result;
    private readonly ITemplate? _parameters;

    public PassState(string name, FieldReader fields)
        : base(name, fields, HistoryEventType.PassStateEntered, HistoryEventType.PassStateExited)
    {
        Flowing.Check(fields);
        _result = fields["Result"];
        _parameters = fields.Payload("Parameters");
    }

    protected override bool ShowsInput => _result is null;

    public override IEnumerable<string> References => base.References.Concat(_parameters?.References ?? []);

    protected override async Flow<Outcome> ExecuteAsync(Frame frame)
    {
        var evaluation = Prepare(frame);
        if (IsJsonata)
        {
            return Leave(frame, evaluation, null, Next);
        }
        var input = _parameters?.Evaluate(evaluation) ?? evaluation.Input;
        frame.See(_result is null ? "afterParameters" : "result", _result ?? input);
        return Leave(frame, evaluation, _result ?? input, Next);
    }
}
