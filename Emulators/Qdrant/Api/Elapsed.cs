namespace EventAi.Emulators.Qdrant.Api;

/// <summary>The time since a request began, for the <c>time</c> field of its answer.</summary>
internal readonly struct Elapsed(TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();

    public double Seconds => clock.GetElapsedTime(_start).TotalSeconds;
}
