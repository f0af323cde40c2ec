namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>The error that a task fails with, as the history and Retry and Catch see it.</summary>
internal sealed class TaskFailure(string error, string cause) : Exception(cause)
{
    public string Error { get; } = error;
}
