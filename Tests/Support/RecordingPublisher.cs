using System.Collections.Concurrent;
using System.Diagnostics;
using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Support;

/// <summary>Keeps what is published, checked against its schema as the real publisher does.</summary>
public sealed class RecordingPublisher : IEventPublisher
{
    private readonly ConcurrentQueue<IEvent> _published = new();

    public IReadOnlyList<TEvent> Of<TEvent>() => [.. _published.OfType<TEvent>()];

    public Task PublishAsync<TEvent>(TEvent @event, ActivityContext trace = default, CancellationToken cancellationToken = default)
        where TEvent : class, IEvent<TEvent>
    {
        if (EventSchema<TEvent>.Violation(@event) is { } violation)
        {
            throw new ArgumentException(violation, nameof(@event));
        }
        _published.Enqueue(@event);
        return Task.CompletedTask;
    }
}
