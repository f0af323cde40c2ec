using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Choices;

/// <summary>And, Or, Not.</summary>
internal sealed class JoinedCondition(string kind, IReadOnlyList<ICondition> conditions) : ICondition
{
    public IEnumerable<string> References => conditions.SelectMany(static condition => condition.References);

    public bool Holds(Evaluation evaluation) => kind switch
    {
        "And" => conditions.All(condition => condition.Holds(evaluation)),
        "Or" => conditions.Any(condition => condition.Holds(evaluation)),
        _ => !conditions[0].Holds(evaluation),
    };
}
