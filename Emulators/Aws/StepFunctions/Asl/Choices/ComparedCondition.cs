using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Choices;

/// <summary>A variable compared with a value or with what another path leads to.</summary>
internal sealed class ComparedCondition(PathExpression variable, Comparator comparator, Json? value, PathExpression? other) : ICondition
{
    public IEnumerable<string> References => new[] { variable.Variable, other?.Variable }.OfType<string>();

    public bool Holds(Evaluation evaluation)
    {
        var left = variable.Find(evaluation, out var unused);
        if (left is null && !comparator.BearsAbsence)
        {
            throw Invalid(variable);
        }
        var right = value ?? other!.Find(evaluation, out var missing) ?? throw Invalid(other!);
        return comparator.Compare(left, right);
    }

    private static StatesException Invalid(PathExpression path)
        => new(ErrorNames.Runtime, $"Invalid path '{path.Text}': The choice state's condition path references an invalid value.");
}
