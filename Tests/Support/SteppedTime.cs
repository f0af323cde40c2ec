namespace EventAi.Support;

/// <summary>A clock that starts now and moves when it is told to.</summary>
public sealed class SteppedTime : TimeProvider
{
    private DateTimeOffset _now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
