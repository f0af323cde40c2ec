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
}
