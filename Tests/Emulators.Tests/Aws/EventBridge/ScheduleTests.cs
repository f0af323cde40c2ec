using EventAi.Emulators.Aws.EventBridge.Scheduling;

namespace EventAi.Emulators.Tests.Aws.EventBridge;

public sealed class ScheduleTests
{
    // A Thursday.
    private static readonly DateTimeOffset Now = new(2024, 2, 29, 10, 30, 20, TimeSpan.Zero);

    [Theory]
    [InlineData("rate(1 minute)", "2024-02-29T10:31:20Z")]
    [InlineData("rate(5 minutes)", "2024-02-29T10:35:20Z")]
    [InlineData("rate(2 days)", "2024-03-02T10:30:20Z")]
    [InlineData("cron(0 12 * * ? *)", "2024-02-29T12:00:00Z")]
    [InlineData("cron(15 10 * * ? *)", "2024-03-01T10:15:00Z")]
    [InlineData("cron(0/15 * * * ? *)", "2024-02-29T10:45:00Z")]
    [InlineData("cron(0 18 ? * MON-FRI *)", "2024-02-29T18:00:00Z")]
    [InlineData("cron(0 8 1 * ? *)", "2024-03-01T08:00:00Z")]
    [InlineData("cron(0 8 L * ? *)", "2024-03-31T08:00:00Z")]
    [InlineData("cron(0 8 ? * 6#3 *)", "2024-03-15T08:00:00Z")]
    [InlineData("cron(0 8 ? * 6L *)", "2024-03-29T08:00:00Z")]
    [InlineData("cron(0 8 3W * ? *)", "2024-03-04T08:00:00Z")]
    [InlineData("cron(0 0 29 FEB ? *)", "2028-02-29T00:00:00Z")]
    public void Expression_AfterNow_NextIs(string expression, string expected)
        => Assert.Equal(DateTimeOffset.Parse(expected), Schedule.Parse(expression)!.Next(Now, Now));

    [Theory]
    [InlineData("rate(1 minutes)")]
    [InlineData("rate(5 minute)")]
    [InlineData("rate(0 minutes)")]
    [InlineData("rate(5 seconds)")]
    [InlineData("cron(0 12 * * * *)")]
    [InlineData("cron(0 12 ? * ? *)")]
    [InlineData("cron(0 25 * * ? *)")]
    [InlineData("cron(0 dummy ? * MON-FRI *)")]
    [InlineData("every day")]
    public void Expression_ThatIsNone_IsNull(string expression) => Assert.Null(Schedule.Parse(expression));
}
