using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>Succeed: ends the machine, the branch or the iteration.</summary>
internal sealed class SucceedState(string name, FieldReader fields) : State(name, fields, HistoryEventType.SucceedStateEntered, HistoryEventType.SucceedStateExited)
{
    public override bool IsTerminal => true;

    protected override async Flow<Outcome> ExecuteAsync(Frame frame) => Leave(frame, Prepare(frame), null, null);
}
