namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>
/// A failure within the evaluation of an expression. Thrown, because it leaves an expression from any depth; the state that
/// evaluates turns it into its outcome.
/// </summary>
/// <param name="error">Error name, e.g. <c>States.Runtime</c>.</param>
/// <param name="message">AWS's text without the words that name the state.</param>
public sealed class StatesException(string error, string message) : Exception(message)
{
    public string Error { get; } = error;

    /// <summary>Field of the state, e.g. <c>Output/result</c>: in JSONata states.</summary>
    public string? Location { get; init; }
}
