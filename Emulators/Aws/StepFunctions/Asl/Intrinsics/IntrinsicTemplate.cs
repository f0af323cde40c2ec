using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Paths;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;

/// <summary>An intrinsic function call, its arguments read and its name known.</summary>
internal sealed class IntrinsicTemplate(string text, IntrinsicCall call) : ITemplate
{
    public IEnumerable<string> References => call.References;

    public string Text => text;

    /// <exception cref="PathSyntaxException">The text is no call of an intrinsic function.</exception>
    public static IntrinsicTemplate Parse(string text) => new(text, new IntrinsicParser(text).Call());

    public Json Evaluate(Evaluation evaluation)
    {
        try
        {
            return call.Evaluate(evaluation);
        }
        catch (IntrinsicException exception)
        {
            throw new StatesException(exception.Error, $"The function '{text}' had the following error: {exception.Message}");
        }
    }
}
