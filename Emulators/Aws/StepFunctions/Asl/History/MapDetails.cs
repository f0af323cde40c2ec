using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

/// <summary>Details of a Map's start, of an iteration, or of a map run.</summary>
internal sealed class MapDetails(string name, string? state = null, int? index = null, int? length = null, string? runArn = null) : EventDetails
{
    public override string Name => name;

    public override JsonObject Describe(bool includeData) => new()
    {
        { "name", state },
        { "index", index is null ? null : index.Value },
        { "length", length is null ? null : length.Value },
        { "mapRunArn", runArn },
    };
}
