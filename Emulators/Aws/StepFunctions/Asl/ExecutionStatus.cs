namespace EventAi.Emulators.Aws.StepFunctions.Asl;

public enum ExecutionStatus
{
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}
