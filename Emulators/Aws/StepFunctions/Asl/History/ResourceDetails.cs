using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

internal sealed class ResourceDetails(string name, TaskResource resource) : EventDetails
{
    public override string Name => name;

    public override JsonObject Describe(bool includeData) => new() { { "resourceType", resource.Service }, { "resource", resource.Operation } };
}
