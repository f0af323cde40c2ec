using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>Times on the wire: seconds since 1970 with milliseconds.</summary>
internal static class Times
{
    public static Json Of(DateTimeOffset time) => new JsonNumber(time.ToUnixTimeMilliseconds() / 1000.0);
}
