using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

internal sealed class ExecutionStartedDetails(Json input, ExecutionInfo info) : EventDetails
{
    public override string Name => "executionStartedEventDetails";

    public override JsonObject Describe(bool includeData)
    {
        var details = new JsonObject();
        AddData(details, "input", input, includeData);
        details.Add("roleArn", info.RoleArn);
        details.Add("stateMachineAliasArn", info.AliasArn);
        details.Add("stateMachineVersionArn", info.VersionArn);
        return details;
    }
}
