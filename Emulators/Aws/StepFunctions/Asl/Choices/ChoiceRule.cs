using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Choices;

/// <summary>A rule of a Choice state: a condition and where it leads.</summary>
internal sealed class ChoiceRule
{
    private readonly ICondition? _condition;
    private readonly ITemplate? _computed;

    public ChoiceRule(FieldReader fields, int index)
    {
        Next = fields.Text("Next") ?? "";
        if (!fields.Has("Next"))
        {
            fields.Reader.Report(fields.Location, "These fields are required: [Next]");
        }
        Assign = fields.Template("Assign", $"Choices[{index}]/Assign");
        if (!fields.IsJsonata)
        {
            _condition = ConditionReader.Read(fields, isOutermost: true);
            return;
        }
        fields.Known("Condition", "Next", "Comment", "Assign", "Output");
        Output = fields.Template("Output", $"Choices[{index}]/Output");
        _computed = fields.Template("Condition", $"Choices[{index}]/Condition");
        if (_computed is null)
        {
            fields.Reader.Report(fields.Location, "These fields are required: [Condition]");
        }
        else if (_computed is LiteralTemplate && fields["Condition"] is not JsonBoolean)
        {
            fields.Report("Condition", "Expected value of type Boolean or a JSONata expression");
        }
    }

    public string Next { get; }

    public ITemplate? Assign { get; }

    public ITemplate? Output { get; }

    public IEnumerable<string> References
        => new[] { Assign, Output, _computed }.SelectMany(static template => template?.References ?? []).Concat(_condition?.References ?? []);

    public bool Holds(Evaluation evaluation)
    {
        if (_computed is null)
        {
            return _condition!.Holds(evaluation);
        }
        var value = _computed.Evaluate(evaluation);
        return value.AsBoolean() ?? throw (_computed is JsonataTemplate template
            ? template.Unexpected("boolean", value)
            : new StatesException(ErrorNames.QueryEvaluationError, $"The condition must be a boolean, but was: {value.Text}"));
    }
}
