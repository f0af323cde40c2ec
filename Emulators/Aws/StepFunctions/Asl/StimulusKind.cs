namespace EventAi.Emulators.Aws.StepFunctions.Asl;

public enum StimulusKind : byte
{
    /// <summary>Nothing but that time has passed.</summary>
    Tick,
    TaskStarted,
    TaskSubmitted,
    TaskSucceeded,
    TaskFailed,
    TaskHeartbeat,
    Stop,

    /// <summary>An execution that ended without success goes on where it stopped.</summary>
    Redrive,

    /// <summary>The limits of a running distributed Map change.</summary>
    UpdateMapRun,
}
