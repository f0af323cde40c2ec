using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;
using EventAi.Emulators.Aws.StepFunctions.Asl.Paths;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>Fail: ends with an error.</summary>
internal sealed class FailState : State
{
    private readonly ITemplate? _error;
    private readonly ITemplate? _cause;

    public FailState(string name, FieldReader fields)
        : base(name, fields, HistoryEventType.FailStateEntered, HistoryEventType.FailStateEntered)
    {
        fields.Exclusive("Error", "ErrorPath");
        fields.Exclusive("Cause", "CausePath");
        _error = Read(fields, "Error");
        _cause = Read(fields, "Cause");
    }

    public override bool IsTerminal => true;

    public override IEnumerable<string> References => base.References.Concat(_error?.References ?? []).Concat(_cause?.References ?? []);

    /// <summary>A redrive enters it once more.</summary>
    public override Flow<Outcome> ResumeAsync(Frame frame)
    {
        frame.Scope.LastEvent = frame.PreviousEvent;
        return RunAsync(frame);
    }

    protected override async Flow<Outcome> ExecuteAsync(Frame frame)
    {
        var evaluation = Prepare(frame);
        return Outcome.Failed(new StateError(Text(_error, evaluation), Text(_cause, evaluation)));
    }

    private static ITemplate? Read(FieldReader fields, string field)
    {
        if (fields.Text(field) is { } text)
        {
            return fields.IsJsonata ? fields.Template(field) : new LiteralTemplate(text);
        }
        var name = field + "Path";
        if (fields.IsJsonata || fields.Text(name) is not { } path)
        {
            return null;
        }
        try
        {
            return path.StartsWith('$') ? new PathTemplate(PathExpression.Parse(path), name) : IntrinsicTemplate.Parse(path);
        }
        catch (PathSyntaxException exception)
        {
            fields.Report(name, $"Value is not a valid JSONPath or intrinsic function: {exception.Message}");
            return null;
        }
    }

    private static string? Text(ITemplate? template, Evaluation evaluation)
    {
        var value = template?.Evaluate(evaluation);
        return value is not null && value is not JsonString && template is JsonataTemplate jsonata
            ? throw jsonata.Unexpected("string", value)
            : value?.AsString() ?? value?.Text;
    }
}
