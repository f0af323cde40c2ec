namespace EventAi.Emulators.Ollama.Apis;

internal static class Durations
{
    /// <summary>At least 1: Ollama leaves a zero out, and clients read a missing duration as unknown.</summary>
    public static long Nanoseconds(TimeSpan duration) => Math.Max(1, duration.Ticks * TimeSpan.NanosecondsPerTick);
}
