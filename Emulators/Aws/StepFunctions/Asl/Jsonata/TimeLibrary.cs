using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Date and time functions. "Now" is the moment at which the state evaluates its expressions.</summary>
internal static class TimeLibrary
{
    public static void AddTo(AddFunction add)
    {
        add("now", "<s?s?:s>", static (a, _, evaluator) => TimePicture.Format(evaluator.Now, a[0]?.AsString(), a[1]?.AsString()));
        add("millis", "<:n>", static (_, _, evaluator) => (double)evaluator.Now.ToUnixTimeMilliseconds());
        add("fromMillis", "<n-s?s?:s>", static (a, _, _) => a[0]?.AsNumber() is { } millis ? TimePicture.Format(FromMillis(millis), a[1]?.AsString(), a[2]?.AsString()) : null);
        add("toMillis", "<s-s?:n>", static (a, _, evaluator) => a[0]?.AsString() is { } text ? TimePicture.Parse(text, a[1]?.AsString(), evaluator.Now) is { } time ? (double)time.ToUnixTimeMilliseconds() : null : null);
    }

    private static DateTimeOffset FromMillis(double millis)
        => Math.Abs(millis) <= 62_135_596_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds((long)millis) : throw new JsonataException("D3137", "The time is out of range");
}
