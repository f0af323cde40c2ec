using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

/// <summary><c>.length()</c> and its kin at a path's end.</summary>
internal sealed class FunctionStep(Func<Json, Json?> function) : PathStep
{
    private static readonly Dictionary<string, Func<Json, Json?>> Functions = new(StringComparer.Ordinal)
    {
        ["length"] = static node => node switch
        {
            JsonArray array => array.Count,
            JsonObject members => members.Count,
            JsonString text => text.Value.Length,
            _ => null,
        },
        ["size"] = static node => node is JsonArray array ? array.Count : null,
        ["keys"] = static node => node is JsonObject members ? new JsonArray(members.Names.Select(static name => (Json)name)) : null,
        ["min"] = static node => Numbers(node) is { Count: > 0 } numbers ? numbers.Min() : null,
        ["max"] = static node => Numbers(node) is { Count: > 0 } numbers ? numbers.Max() : null,
        ["sum"] = static node => Numbers(node) is { Count: > 0 } numbers ? numbers.Sum() : null,
        ["avg"] = static node => Numbers(node) is { Count: > 0 } numbers ? numbers.Average() : null,
        ["first"] = static node => node is JsonArray { Count: > 0 } array ? array[0] : null,
        ["last"] = static node => node is JsonArray { Count: > 0 } array ? array[^1] : null,
    };

    public override bool IsDefinite => true;

    public static FunctionStep? Find(string name) => Functions.TryGetValue(name, out var function) ? new FunctionStep(function) : null;

    public Json? Apply(Json node) => function(node);

    public override void Select(Json node, Json root, List<Json> selected)
    {
        if (function(node) is { } value)
        {
            selected.Add(value);
        }
    }

    private static List<double> Numbers(Json node) => node is JsonArray array ? [.. array.OfType<JsonNumber>().Select(static number => number.Value)] : [];
}
