using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>A task whose outcome is waited for.</summary>
internal sealed class RunningTask(Scope scope)
{
    public Scope Scope { get; } = scope;

    public Mailbox<Stimulus> Mailbox { get; } = new();
}
