namespace EventAi.Emulators.Aws.EventBridge;

internal static partial class EventsLog
{
    [LoggerMessage(4560, LogLevel.Error, "Delivery {Id} failed unexpectedly")]
    public static partial void DeliveryFailed(ILogger logger, Exception exception, string id);

    [LoggerMessage(4561, LogLevel.Warning, "Target {Arn} did not take an event in {Attempts} attempts: {Reason}")]
    public static partial void GivenUp(ILogger logger, string arn, int attempts, string reason);

    [LoggerMessage(4562, LogLevel.Warning, "Dead-letter queue {Arn} did not take an event: {Reason}")]
    public static partial void NoDeadLetter(ILogger logger, string arn, string reason);

    [LoggerMessage(4563, LogLevel.Error, "The scheduler failed")]
    public static partial void SchedulerFailed(ILogger logger, Exception exception);
}
