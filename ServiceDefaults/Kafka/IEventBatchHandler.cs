namespace EventAi.ServiceDefaults.Kafka;

/// <summary>
/// Handles several records of one partition, in order, at once. Idempotent like <see cref="IEventHandler{TEvent}"/>. When a
/// batch fails for a reason that is not an outage, its records are handled again one by one, so that a bad record does not
/// hold up the others.
/// </summary>
public interface IEventBatchHandler<TEvent>
{
    Task HandleAsync(IReadOnlyList<Received<TEvent>> batch, CancellationToken cancellationToken);
}
