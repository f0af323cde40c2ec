namespace EventAi.Emulators.Aws.StepFunctions.Asl;

public enum TaskKind
{
    Service,
    Activity,
    Lambda,
}
