using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;

/// <summary>A function and its arguments: literals, paths and calls.</summary>
internal sealed class IntrinsicCall(IntrinsicFunction function, IReadOnlyList<object> arguments)
{
    public IEnumerable<string> References => arguments.SelectMany(static argument => argument switch
    {
        PathExpression { Variable: { } variable } => [variable],
        IntrinsicCall call => call.References,
        _ => [],
    });

    public Json Evaluate(Evaluation evaluation)
    {
        var values = new Json[arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i] switch
            {
                Json literal => literal,
                IntrinsicCall call => call.Evaluate(evaluation),
                var path => Find((PathExpression)path, evaluation),
            };
        }
        return function(values, evaluation);
    }

    private static Json Find(PathExpression path, Evaluation evaluation)
        => path.Find(evaluation, out var unused) ?? throw new IntrinsicException(
            $"The JsonPath argument for the field '{path.Text}' could not be found in the input '{evaluation.Input.Text}'", ErrorNames.Runtime);
}
