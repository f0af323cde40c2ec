using EventAi.Emulators.Aws.StepFunctions.Asl;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>A task whose outcome an execution waits for.</summary>
internal sealed class PendingTask(TaskRequest request)
{
    public TaskRequest Request { get; } = request;

    /// <summary>What the call of a job or callback was answered; null before.</summary>
    public Asl.Values.Json? Submitted { get; set; }

    /// <summary>A worker has it, or its callback is waited for: there is nothing to do for it after a start.</summary>
    public bool IsTaken { get; set; }

    /// <summary>The history already says that it was started.</summary>
    public bool IsStarted { get; set; }

    /// <summary>Ends the call where nobody waits for it any more.</summary>
    public CancellationTokenSource Abandoned { get; } = new();
}
