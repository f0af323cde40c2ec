namespace EventAi.ServiceDefaults.Kafka;

/// <summary>
/// A handler that also implements this is told of every valid record of its own that ended in the dead-letter topic, so that
/// it can say so in an event. Called after the dead letter is written, again after a crash.
/// </summary>
public interface IDeadLetterHandler<TEvent>
{
    Task OnDeadLetterAsync(Received<TEvent> received, string reason, CancellationToken cancellationToken);
}
