using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

internal sealed class WildcardStep : PathStep
{
    public override void Select(Json node, Json root, List<Json> selected) => selected.AddRange(Children(node));

    public static IEnumerable<Json> Children(Json node) => node switch
    {
        JsonArray array => array,
        JsonObject members => members.Select(static member => member.Value),
        _ => [],
    };
}
