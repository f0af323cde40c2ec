using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

internal sealed class LiteralTemplate(Json value) : ITemplate
{
    public Json Value { get; } = value;

    public Json Evaluate(Evaluation evaluation) => Value;
}
