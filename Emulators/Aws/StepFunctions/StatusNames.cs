using EventAi.Emulators.Aws.StepFunctions.Asl;

namespace EventAi.Emulators.Aws.StepFunctions;

internal static class StatusNames
{
    public static string Of(ExecutionStatus status) => status == ExecutionStatus.TimedOut ? "TIMED_OUT" : status.ToString().ToUpperInvariant();
}
