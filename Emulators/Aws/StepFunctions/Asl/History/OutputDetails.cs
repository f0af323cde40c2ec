using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

/// <summary>Details with an output, and for tasks the resource it came from.</summary>
internal sealed class OutputDetails(string name, Json? output, TaskResource? resource = null) : EventDetails
{
    public override string Name => name;

    public override JsonObject Describe(bool includeData)
    {
        var details = new JsonObject { { "resourceType", resource?.Service }, { "resource", resource?.Operation } };
        AddData(details, "output", output, includeData);
        return details;
    }
}
