namespace EventAi.Emulators.Aws.EventBridge.Scheduling;

internal sealed class RateSchedule(TimeSpan every) : Schedule
{
    public override DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset start)
        => after < start ? start + every : start + (every * (Math.Floor((after - start) / every) + 1));
}
