using EventAi.Emulators.Aws.StepFunctions.Asl.Paths;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

/// <summary>A path as the value of a payload template's field.</summary>
internal sealed class PathTemplate(PathExpression path, string field) : ITemplate
{
    public IEnumerable<string> References => path.Variable is { } variable ? [variable] : [];

    public Json Evaluate(Evaluation evaluation)
    {
        if (path.Find(evaluation, out var unused) is { } value)
        {
            return value;
        }
        // An index past an array's end is null here, and a miss everywhere else.
        if (path.Path.Steps is [.., IndexStep { IsDefinite: true }] && path.Variable is null)
        {
            return Json.Null;
        }
        throw new StatesException(
            ErrorNames.Runtime, $"The JSONPath '{path.Text}' specified for the field '{field}' could not be found in the input '{evaluation.Input.Text}'");
    }
}
