using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;

internal static class MathFunctions
{
    public static Json Add(Json[] arguments, Evaluation evaluation) => (double)(IntrinsicFunctions.AsWhole(arguments[0]) + IntrinsicFunctions.AsWhole(arguments[1]));

    public static Json Random(Json[] arguments, Evaluation evaluation)
    {
        var (first, last) = (IntrinsicFunctions.AsWhole(arguments[0]), IntrinsicFunctions.AsWhole(arguments[1]));
        if (first >= last)
        {
            throw new IntrinsicException("The start must be smaller than the end");
        }
        var random = arguments.Length == 3 ? new Random((int)IntrinsicFunctions.AsWhole(arguments[2])) : evaluation.Random;
        return (double)random.NextInt64(first, last);
    }

    public static Json Uuid(Json[] arguments, Evaluation evaluation) => NewUuid(evaluation.Random);

    /// <summary>A version 4 UUID of the execution's own random numbers.</summary>
    public static string NewUuid(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
