using EventAi.FraudScoring.Features;
using EventAi.Support;

namespace EventAi.Services.Tests.Fraud;

public class LowWatermarkTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public void Value_LessThanTenMinutesSeen_IsNotKnown()
    {
        var low = new LowWatermark(_time);
        Assert.Null(low.Value);
        Minutes(low, 10, static minute => minute);
        Assert.Null(low.Value);
        Minutes(low, 1, static _ => 100);
        Assert.NotNull(low.Value);
    }

    [Fact]
    public void Value_EarliestOfTheLastTenMinutes_MovesOnWhenItIsLeftBehind()
    {
        var low = new LowWatermark(_time);
        Minutes(low, 20, static minute => minute == 5 ? 7 : 1000 + minute);
        Assert.InRange(low.Value!.Value, 1008, 1010);

        low.Note(500); // a late one holds it back
        Assert.Equal(500, low.Value);
        Minutes(low, 12, static _ => 2000);
        Assert.Equal(2000, low.Value);
    }

    [Fact]
    public void Value_OneRecordOfTheFuture_DoesNotMoveIt()
    {
        var low = new LowWatermark(_time);
        Minutes(low, 12, static _ => 1000);
        low.Note(long.MaxValue);

        Assert.Equal(1000, low.Value);
    }

    [Fact]
    public void Value_AfterAPause_IsNotKnown()
    {
        var low = new LowWatermark(_time);
        Minutes(low, 12, static _ => 1000);
        _time.Advance(TimeSpan.FromHours(1));
        low.Note(9000);

        Assert.Null(low.Value);
    }

    private void Minutes(LowWatermark low, int count, Func<int, long> eventTime)
    {
        for (var minute = 0; minute < count; minute++)
        {
            low.Note(eventTime(minute));
            _time.Advance(TimeSpan.FromMinutes(1));
            low.Note(eventTime(minute));
        }
    }
}
