using EventAi.Emulators.Aws.StepFunctions.Asl.Choices;
using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>Choice: leads to the first rule that holds.</summary>
internal sealed class ChoiceState : State
{
    private readonly List<ChoiceRule> _rules = [];
    private readonly string? _default;

    public ChoiceState(string name, FieldReader fields)
        : base(name, fields, HistoryEventType.ChoiceStateEntered, HistoryEventType.ChoiceStateExited)
    {
        _default = fields.Text("Default");
        if (fields["Choices"] is not JsonArray { Count: > 0 } rules)
        {
            fields.NoList("Choices");
            return;
        }
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is JsonObject rule)
            {
                _rules.Add(new ChoiceRule(new FieldReader(fields.Reader, rule, $"{fields.Location}/Choices[{i}]", IsJsonata), i));
            }
            else
            {
                fields.Report($"Choices[{i}]", "Expected value of type Object");
            }
        }
    }

    public override IEnumerable<(string Target, string Field)> Targets
        => _rules.Select(static (rule, index) => (rule.Next, $"Choices[{index}]/Next")).Concat(_default is null ? [] : new[] { (_default, "Default") });

    public override IEnumerable<string> References => base.References.Concat(_rules.SelectMany(static rule => rule.References));

    protected override async Flow<Outcome> ExecuteAsync(Frame frame)
    {
        var evaluation = Prepare(frame);
        var rule = _rules.Find(candidate => candidate.Holds(evaluation));
        var next = rule is null ? _default : rule.Next;
        if (next is null)
        {
            throw new StatesException(ErrorNames.Runtime, "Failed to transition out of the state. The state does not point to a next state.");
        }
        if (rule is null || (rule.Assign is null && rule.Output is null))
        {
            return rule is not null && Assign is not null ? Unassigned(frame, evaluation, next) : Leave(frame, evaluation, null, next);
        }
        var output = rule.Output?.Evaluate(evaluation) ?? (IsJsonata ? frame.Input : evaluation.Input);
        return Exit(frame, output, Evaluated(rule.Assign, evaluation), next);
    }

    /// <summary>The state's own Assign is for the default only.</summary>
    private Outcome Unassigned(Frame frame, Evaluation evaluation, string next) => Exit(frame, IsJsonata ? frame.Input : evaluation.Input, null, next);
}
