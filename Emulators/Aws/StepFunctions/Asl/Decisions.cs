namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>What an execution wants done after a stimulus.</summary>
public sealed class Decisions
{
    /// <summary>Tasks to be done.</summary>
    public List<TaskRequest> Scheduled { get; } = [];

    /// <summary>Numbers of tasks whose outcome nobody waits for any more.</summary>
    public List<int> Cancelled { get; } = [];
}
