using System.Diagnostics;
using EventAi.Contracts;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>Publishes events to their topics.</summary>
public interface IEventPublisher
{
    /// <summary>Completes when the broker has acknowledged the event (acks=all, idempotent producer).</summary>
    /// <param name="event">A valid event.</param>
    /// <param name="trace">The span the event follows from; the current one where omitted.</param>
    /// <param name="cancellationToken">Stops the waiting; the event may still arrive.</param>
    /// <exception cref="ArgumentException">The event breaks its schema.</exception>
    Task PublishAsync<TEvent>(TEvent @event, ActivityContext trace = default, CancellationToken cancellationToken = default)
        where TEvent : class, IEvent<TEvent>;
}
