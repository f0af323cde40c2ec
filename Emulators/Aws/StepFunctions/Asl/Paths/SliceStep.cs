using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

internal sealed class SliceStep(int? from, int? to, int step) : PathStep
{
    public override void Select(Json node, Json root, List<Json> selected)
    {
        if (node is not JsonArray array)
        {
            return;
        }
        var first = Clamp(from ?? 0, array.Count);
        var last = Clamp(to ?? array.Count, array.Count);
        for (var i = first; i < last; i += step)
        {
            selected.Add(array[i]);
        }
    }

    private static int Clamp(int index, int count) => Math.Clamp(index < 0 ? count + index : index, 0, count);
}
