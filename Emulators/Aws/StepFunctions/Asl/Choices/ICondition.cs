using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Choices;

/// <summary>A condition of a JSONPath Choice: a comparison, or several joined.</summary>
internal interface ICondition
{
    IEnumerable<string> References { get; }

    /// <exception cref="StatesException">A path leads nowhere.</exception>
    bool Holds(Evaluation evaluation);
}
