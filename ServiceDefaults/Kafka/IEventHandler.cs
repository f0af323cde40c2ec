namespace EventAi.ServiceDefaults.Kafka;

/// <summary>
/// Handles events one at a time, in the order of their key. Called again for the same record after a crash, a rebalance or
/// a failure: its effects must be idempotent. Throwing <see cref="PermanentFailureException"/> sends the record to the
/// dead-letter topic at once; any other exception is retried.
/// </summary>
public interface IEventHandler<TEvent>
{
    Task HandleAsync(Received<TEvent> received, CancellationToken cancellationToken);
}
