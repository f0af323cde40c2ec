using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;

/// <summary>Every intrinsic function with the number of arguments it takes (developer guide, "Intrinsic functions").</summary>
internal static class IntrinsicFunctions
{
    private static readonly Dictionary<string, (int Least, int Most, IntrinsicFunction Function)> All = new(StringComparer.Ordinal)
    {
        ["States.Array"] = (0, int.MaxValue, ArrayFunctions.Array),
        ["States.ArrayPartition"] = (2, 2, ArrayFunctions.Partition),
        ["States.ArrayContains"] = (2, 2, ArrayFunctions.Contains),
        ["States.ArrayRange"] = (3, 3, ArrayFunctions.Range),
        ["States.ArrayGetItem"] = (2, 2, ArrayFunctions.GetItem),
        ["States.ArrayLength"] = (1, 1, ArrayFunctions.Length),
        ["States.ArrayUnique"] = (1, 1, ArrayFunctions.Unique),
        ["States.Base64Encode"] = (1, 1, TextFunctions.Base64Encode),
        ["States.Base64Decode"] = (1, 1, TextFunctions.Base64Decode),
        ["States.Hash"] = (2, 2, TextFunctions.Hash),
        ["States.JsonMerge"] = (3, 3, JsonFunctions.Merge),
        ["States.StringToJson"] = (1, 1, JsonFunctions.StringToJson),
        ["States.JsonToString"] = (1, 1, JsonFunctions.JsonToString),
        ["States.MathRandom"] = (2, 3, MathFunctions.Random),
        ["States.MathAdd"] = (2, 2, MathFunctions.Add),
        ["States.StringSplit"] = (2, 2, TextFunctions.Split),
        ["States.UUID"] = (0, 0, MathFunctions.Uuid),
        ["States.Format"] = (1, int.MaxValue, TextFunctions.Format),
    };

    public static (int Least, int Most, IntrinsicFunction Function)? Find(string name) => All.TryGetValue(name, out var entry) ? entry : null;

    public static JsonArray AsArray(Json value) => value as JsonArray ?? throw new IntrinsicException("The first argument must be an array");

    public static string AsText(Json value) => value.AsString() ?? throw new IntrinsicException("The argument must be a string");

    /// <summary>Rounded as Java's Math.round does: halves go up.</summary>
    public static long AsWhole(Json value)
        => value is JsonNumber number ? (long)Math.Floor(number.Value + 0.5) : throw new IntrinsicException("The argument must be a number");
}
