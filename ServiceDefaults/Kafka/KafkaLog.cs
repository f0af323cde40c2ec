using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>Log lines of the Kafka clients and of the consumer loop. None holds a record's content.</summary>
internal static partial class KafkaLog
{
    /// <summary>Passes librdkafka's own lines on at their level.</summary>
    public static void Client(ILogger logger, LogMessage message)
        => ClientLine(logger, (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging), message.Facility, message.Message);

    [LoggerMessage(EventId = 100, Message = "{Facility}: {Line}")]
    private static partial void ClientLine(ILogger logger, LogLevel level, string facility, string line);

    [LoggerMessage(101, LogLevel.Information, "Group {Group} reads {Topic}: partitions {Partitions} assigned")]
    public static partial void Assigned(ILogger logger, string group, string topic, string partitions);

    [LoggerMessage(102, LogLevel.Information, "Group {Group} reads {Topic}: partitions {Partitions} given up")]
    public static partial void Revoked(ILogger logger, string group, string topic, string partitions);

    [LoggerMessage(103, LogLevel.Warning, "Group {Group}: consuming {Topic} failed, the client goes on: {Reason}")]
    public static partial void ConsumeFailed(ILogger logger, string group, string topic, string reason);

    [LoggerMessage(104, LogLevel.Critical, "Group {Group}: the consumer of {Topic} ended")]
    public static partial void ConsumerEnded(ILogger logger, string group, string topic, Exception exception);

    [LoggerMessage(105, LogLevel.Warning, "{Coordinates} waits for an outage to end (attempt {Attempt}, next in {Delay}): {Reason}")]
    public static partial void Parked(ILogger logger, RecordCoordinates coordinates, int attempt, TimeSpan delay, string reason);

    [LoggerMessage(106, LogLevel.Warning, "{Coordinates} failed (attempt {Attempt} of {MaxAttempts}, next in {Delay})")]
    public static partial void Retrying(ILogger logger, RecordCoordinates coordinates, int attempt, int maxAttempts, TimeSpan delay, Exception exception);

    [LoggerMessage(107, LogLevel.Error, "{Coordinates} goes to the dead-letter topic after {Attempts} attempts: {Reason}")]
    public static partial void DeadLettered(ILogger logger, RecordCoordinates coordinates, int attempts, string reason);

    [LoggerMessage(108, LogLevel.Warning, "Group {Group} could not finish the records in flight of {Topic} within {Timeout}; they will be delivered again")]
    public static partial void DrainTimedOut(ILogger logger, string group, string topic, TimeSpan timeout);

    [LoggerMessage(109, LogLevel.Warning, "Topics could not be created yet: {Reason}")]
    public static partial void TopicsNotReady(ILogger logger, string reason);
}
