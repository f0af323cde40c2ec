using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;

internal static class JsonFunctions
{
    public static Json Merge(Json[] arguments, Evaluation evaluation)
    {
        if (arguments[0] is not JsonObject left || arguments[1] is not JsonObject right)
        {
            throw new IntrinsicException("The first two arguments must be JSON objects");
        }
        if (arguments[2].AsBoolean() is not false)
        {
            throw new IntrinsicException("Only shallow merging is supported: the third argument must be false");
        }
        var merged = new JsonObject(left);
        foreach (var (name, value) in right)
        {
            merged.Add(name, value);
        }
        return merged;
    }

    public static Json StringToJson(Json[] arguments, Evaluation evaluation)
    {
        var text = IntrinsicFunctions.AsText(arguments[0]);
        return text.Trim().Length == 0
            ? Json.Null
            : Json.TryParse(text, out var value) ? value : throw new IntrinsicException("The argument is not valid JSON");
    }

    public static Json JsonToString(Json[] arguments, Evaluation evaluation) => JsonText.Write(arguments[0]);
}
