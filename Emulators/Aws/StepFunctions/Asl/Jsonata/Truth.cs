using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>What counts as true.</summary>
internal static class Truth
{
    public static bool Of(Json? value) => Cast(value) ?? false;

    /// <returns>Null for an absent value.</returns>
    public static bool? Cast(Json? value) => value switch
    {
        null => null,
        JsonArray { Count: 1 } array => Of(array[0]),
        JsonArray array => array.Any(Of),
        JsonString text => text.Value.Length > 0,
        JsonNumber number => number.Value != 0,
        JsonObject members => members.Count > 0,
        JsonBoolean boolean => boolean.Value,
        _ => false,
    };
}
