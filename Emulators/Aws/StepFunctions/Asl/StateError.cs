namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>Why a state or a whole execution failed.</summary>
/// <param name="Error">Name; may be absent.</param>
/// <param name="Cause">Text; may be absent.</param>
internal sealed record StateError(string? Error, string? Cause)
{
    /// <summary>Whether it was for want of a heartbeat: it is named States.Timeout then, and caught by either name.</summary>
    public bool IsHeartbeat { get; init; }

    /// <summary>Whether the state itself was aborted by the failure of its task, as the history of a branch says.</summary>
    public bool IsOfTask { get; init; }

    /// <summary>Nothing retries or catches it.</summary>
    public bool IsFatal => Error == ErrorNames.Runtime;

    public bool Matches(string name) => name switch
    {
        ErrorNames.All => !IsFatal,
        ErrorNames.TaskFailed => !IsFatal && Error is not (ErrorNames.Timeout or ErrorNames.DataLimitExceeded),
        ErrorNames.HeartbeatTimeout when IsHeartbeat => true,
        _ => !IsFatal && (Error ?? ErrorNames.TaskFailed) == name,
    };
}
