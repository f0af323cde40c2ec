using EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>What Step Functions adds to JSONata in place of intrinsic functions (developer guide, "Transforming data with JSONata").</summary>
internal static class StatesLibrary
{
    private const int MostItems = 1000;

    public static void AddTo(AddFunction add)
    {
        add("partition", "<an:a<a>>", Partition);
        add("range", "<nnn:a<n>>", Range);
        add("hash", "<xs:s>", Hash);
        add("random", "<n?:n>", static (a, _, evaluator) => (a[0]?.AsNumber() is { } seed ? new Random((int)seed) : evaluator.Random).NextDouble());
        add("uuid", "<:s>", static (_, _, evaluator) => MathFunctions.NewUuid(evaluator.Random));
        add("parse", "<s:x>", static (a, _, _) => a[0] is null ? null : Json.TryParse(a[0]!.AsString()!, out var value) ? value : throw new JsonataException("D3137", "The argument of the parse function is not valid JSON"));
    }

    private static Json? Partition(Json?[] a, Json? focus, Evaluator evaluator)
    {
        if (a[0] is not JsonArray array || a[1] is null)
        {
            return null;
        }
        var size = Math.Floor(a[1]!.AsNumber()!.Value);
        return size is >= 1 and <= int.MaxValue
            ? new JsonArray(array.Chunk((int)size).Select(static chunk => new JsonArray(chunk)))
            : throw new JsonataException("D3137", "The second argument of the partition function must be a positive integer");
    }

    private static Json? Range(Json?[] a, Json? focus, Evaluator evaluator)
    {
        if (a[0] is null || a[1] is null || a[2] is null)
        {
            return null;
        }
        var (first, last, step) = (a[0]!.AsNumber()!.Value, a[1]!.AsNumber()!.Value, a[2]!.AsNumber()!.Value);
        if (step == 0)
        {
            throw new JsonataException("D3137", "The third argument of the range function must not be zero");
        }
        var range = new JsonArray();
        for (var value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            if (range.Count == MostItems)
            {
                throw new JsonataException("D3137", $"The range function must not yield more than {MostItems} items");
            }
            range.Add(value);
        }
        // One value is a sequence of one, which is its value.
        return range.Count == 1 ? new Sequence(range) : range;
    }

    private static Json? Hash(Json?[] a, Json? focus, Evaluator evaluator)
    {
        if (a[0] is null || a[1] is null)
        {
            return null;
        }
        var data = System.Text.Encoding.UTF8.GetBytes(a[0]!.AsString() ?? a[0]!.Text);
        return TextFunctions.Hash(data, a[1]!.AsString()!) ?? throw new JsonataException("D3137", "The algorithm of the hash function must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
    }
}
