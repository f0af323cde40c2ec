using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

internal sealed class IndexStep(IReadOnlyList<int> indexes) : PathStep
{
    public override bool IsDefinite => indexes.Count == 1;

    /// <summary>Of a definite step.</summary>
    public int Index => indexes[0];

    public override void Select(Json node, Json root, List<Json> selected)
    {
        if (node is not JsonArray array)
        {
            return;
        }
        foreach (var index in indexes)
        {
            var at = index < 0 ? array.Count + index : index;
            if (at >= 0 && at < array.Count)
            {
                selected.Add(array[at]);
            }
        }
    }
}
