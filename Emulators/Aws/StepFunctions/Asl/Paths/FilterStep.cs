using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

/// <summary><c>[?(…)]</c>.</summary>
internal sealed class FilterStep(Func<Json, Json, bool> predicate) : PathStep
{
    public override void Select(Json node, Json root, List<Json> selected)
    {
        if (node is JsonObject)
        {
            if (predicate(node, root))
            {
                selected.Add(node);
            }
            return;
        }
        foreach (var child in WildcardStep.Children(node))
        {
            if (predicate(child, root))
            {
                selected.Add(child);
            }
        }
    }
}
