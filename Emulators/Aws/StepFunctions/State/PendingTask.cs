using EventAi.Emulators.Aws.StepFunctions.Asl;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>A task whose outcome an execution waits for.</summary>
internal sealed class PendingTask(TaskRequest request)
{
    public TaskRequest Request { get; } = request;

    /// <summary>A worker has it, or the call has been answered and the callback is waited for.</summary>
    public bool IsTaken { get; set; }

    /// <summary>The history already says that it was started.</summary>
    public bool IsStarted { get; set; }

    /// <summary>Ends the call where nobody waits for it any more.</summary>
    public CancellationTokenSource Abandoned { get; } = new();
}
