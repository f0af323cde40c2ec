using System.Net.Sockets;
using Confluent.Kafka;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>How one consumer group reads one topic.</summary>
public sealed class EventConsumerOptions
{
    /// <summary>Consumer group; also the stage named in dead letters.</summary>
    public required string Group { get; set; }

    /// <summary>Records given to the handler at once, at most.</summary>
    public int BatchSize { get; set; } = 1;

    /// <summary>How long a batch that is not full waits for more records.</summary>
    public TimeSpan BatchWait { get; set; } = TimeSpan.Zero;

    /// <summary>Records handled at the same time within a partition; records of one key stay in order.</summary>
    public int Lanes { get; set; } = 1;

    /// <summary>Records of one partition taken from the broker and not finished; the partition pauses above it and resumes below half of it.</summary>
    public int MaxInFlight { get; set; } = 1000;

    /// <summary>Attempts for a record that fails for a reason that is not an outage.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>First delay of the exponential back-off with jitter.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest delay between two attempts, also while an outage parks the partition.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often finished offsets are committed to the group.</summary>
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long records in flight may take to finish when the service stops or loses a partition.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Failures that mean an outage of something the handler needs: the partition waits, nothing is dead-lettered.</summary>
    public IList<Func<Exception, bool>> TransientFailures { get; } = [IsOutage];

    internal bool IsTransient(Exception exception) => TransientFailures.Any(isTransient => isTransient(exception));

    private static bool IsOutage(Exception exception) => exception switch
    {
        BrokenCircuitException or TimeoutRejectedException or TimeoutException or SocketException => true,
        HttpRequestException { StatusCode: null or >= System.Net.HttpStatusCode.InternalServerError
            or System.Net.HttpStatusCode.TooManyRequests or System.Net.HttpStatusCode.RequestTimeout } => true,
        TaskCanceledException { InnerException: TimeoutException } => true,
        KafkaException kafka => !kafka.Error.IsFatal && kafka.Error.Code is not (ErrorCode.MsgSizeTooLarge or ErrorCode.InvalidMsg),
        _ => false,
    };
}
