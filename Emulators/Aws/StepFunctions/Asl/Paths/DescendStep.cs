using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

/// <summary><c>..</c>: the node and all that is in it, for the next step.</summary>
internal sealed class DescendStep : PathStep
{
    public override void Select(Json node, Json root, List<Json> selected)
    {
        selected.Add(node);
        foreach (var child in WildcardStep.Children(node))
        {
            Select(child, root, selected);
        }
    }
}
