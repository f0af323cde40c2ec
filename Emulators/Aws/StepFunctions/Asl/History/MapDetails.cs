using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

/// <summary>Details of a Map's start, of an iteration, of a map run, or of a redrive.</summary>
internal sealed class MapDetails(string name, string? state = null, int? index = null, int? length = null, string? runArn = null, int? redriveCount = null) : EventDetails
{
    public override string Name => name;

    public override JsonObject Describe(bool includeData) => new()
    {
        { "name", state },
        { "index", index is null ? null : index.Value },
        { "length", length is null ? null : length.Value },
        { "mapRunArn", runArn },
        { "redriveCount", redriveCount is null ? null : redriveCount.Value },
    };
}
