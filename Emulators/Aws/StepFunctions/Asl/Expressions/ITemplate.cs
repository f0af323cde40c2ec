using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

/// <summary>A value of the definition with expressions in it: a payload template (JSONPath) or a JSONata template.</summary>
internal interface ITemplate
{
    /// <exception cref="StatesException">An expression fails.</exception>
    Json Evaluate(Evaluation evaluation);

    /// <summary>Names of the variables that are read.</summary>
    IEnumerable<string> References => [];
}
