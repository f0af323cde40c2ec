namespace EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;

/// <summary>An argument is not what its function takes.</summary>
internal sealed class IntrinsicException(string message, string error = ErrorNames.IntrinsicFailure) : Exception(message)
{
    public string Error { get; } = error;
}
