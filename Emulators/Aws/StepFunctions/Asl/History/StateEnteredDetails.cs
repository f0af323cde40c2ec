using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

internal sealed class StateEnteredDetails(string state, Json input) : EventDetails
{
    public override string Name => "stateEnteredEventDetails";

    public override JsonObject Describe(bool includeData)
    {
        var details = new JsonObject { { "name", state } };
        AddData(details, "input", input, includeData);
        return details;
    }
}
