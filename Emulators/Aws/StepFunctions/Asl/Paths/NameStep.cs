using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

internal sealed class NameStep(string name) : PathStep
{
    public string Name { get; } = name;

    public override bool IsDefinite => true;

    public override void Select(Json node, Json root, List<Json> selected)
    {
        if (node[Name] is { } member)
        {
            selected.Add(member);
        }
    }
}
