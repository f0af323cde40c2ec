using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;

internal static class ArrayFunctions
{
    private const int MostItems = 1000;

    public static Json Array(Json[] arguments, Evaluation evaluation) => new JsonArray(arguments);

    public static Json Partition(Json[] arguments, Evaluation evaluation)
    {
        var array = IntrinsicFunctions.AsArray(arguments[0]);
        var size = IntrinsicFunctions.AsWhole(arguments[1]);
        if (size is <= 0 or > int.MaxValue)
        {
            throw new IntrinsicException("The second argument must be a positive integer");
        }
        return new JsonArray(array.Chunk((int)size).Select(static chunk => new JsonArray(chunk)));
    }

    public static Json Contains(Json[] arguments, Evaluation evaluation) => IntrinsicFunctions.AsArray(arguments[0]).Contains(arguments[1]);

    public static Json Range(Json[] arguments, Evaluation evaluation)
    {
        var (first, last, step) = (IntrinsicFunctions.AsWhole(arguments[0]), IntrinsicFunctions.AsWhole(arguments[1]), IntrinsicFunctions.AsWhole(arguments[2]));
        if (step == 0)
        {
            throw new IntrinsicException("The step must not be 0");
        }
        var range = new JsonArray();
        for (var value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            if (range.Count == MostItems)
            {
                throw new IntrinsicException($"The array must not have more than {MostItems} items");
            }
            range.Add(value);
        }
        return range;
    }

    public static Json GetItem(Json[] arguments, Evaluation evaluation)
    {
        var array = IntrinsicFunctions.AsArray(arguments[0]);
        var index = IntrinsicFunctions.AsWhole(arguments[1]);
        return index >= 0 && index < array.Count ? array[(int)index] : throw new IntrinsicException($"The index {index} is not within the array");
    }

    public static Json Length(Json[] arguments, Evaluation evaluation) => IntrinsicFunctions.AsArray(arguments[0]).Count;

    public static Json Unique(Json[] arguments, Evaluation evaluation) => new JsonArray(IntrinsicFunctions.AsArray(arguments[0]).Distinct());
}
