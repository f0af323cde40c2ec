using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

/// <summary>Details with an error and its cause; either may be absent.</summary>
internal sealed class FailureDetails(string name, string? error, string? cause, TaskResource? resource = null, string? location = null, string? state = null) : EventDetails
{
    public override string Name => name;

    public override JsonObject Describe(bool includeData) => new()
    {
        { "resourceType", resource?.Service },
        { "resource", resource?.Operation },
        { "error", error },
        { "cause", cause },
        { "location", location },
        { "state", state },
    };
}
