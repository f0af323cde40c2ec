using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

/// <summary><c>['a','b']</c>: an object of the members that are there, as the library that AWS uses answers it.</summary>
internal sealed class NamesStep(IReadOnlyList<string> names) : PathStep
{
    public override void Select(Json node, Json root, List<Json> selected)
    {
        if (node is not JsonObject members)
        {
            return;
        }
        var picked = new JsonObject();
        foreach (var name in names)
        {
            picked.Add(name, members[name]);
        }
        selected.Add(picked);
    }
}
