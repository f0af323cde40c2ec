using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using EventAi.Contracts;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>Writes events as CloudEvents to Kafka, with one producer span each; waits where the producer's queue is full.</summary>
internal sealed class KafkaEventPublisher(KafkaProducer producer, ServiceName service) : IEventPublisher
{
    private static readonly ConcurrentDictionary<Type, EventDescription> Descriptions = new();

    public async Task PublishAsync<TEvent>(TEvent @event, ActivityContext trace = default, CancellationToken cancellationToken = default)
        where TEvent : class, IEvent<TEvent>
    {
        if (EventSchema<TEvent>.Violation(@event) is { } violation)
        {
            throw new ArgumentException($"{typeof(TEvent).Name} breaks its schema: {violation}", nameof(@event));
        }
        var description = Descriptions.GetOrAdd(typeof(TEvent), static _ => new EventDescription(
            TEvent.Topic,
            $"send {TEvent.Topic}",
            Encoding.UTF8.GetBytes(TEvent.EventType),
            Encoding.UTF8.GetBytes($"urn:{TEvent.EventType.Replace('.', ':')}")));
        var parent = trace == default ? Activity.Current?.Context ?? default : trace;
        using var span = EventAiTelemetry.Source.StartActivity(description.SpanName, ActivityKind.Producer, parent);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("messaging.system", "kafka");
            span.SetTag("messaging.operation.type", "send");
            span.SetTag("messaging.destination.name", description.Topic);
            span.SetTag("messaging.message.id", @event.EventId.ToString());
        }
        var key = Encoding.UTF8.GetBytes(@event.Key);
        var headers = new Headers
        {
            { RecordHeaders.Id, Encoding.UTF8.GetBytes(@event.EventId.ToString()) },
            { RecordHeaders.Type, description.Type },
            { RecordHeaders.Source, service.Source },
            { RecordHeaders.Time, Encoding.UTF8.GetBytes(@event.Timestamp.ToString("O")) },
            { RecordHeaders.SpecVersion, "1.0"u8.ToArray() },
            { RecordHeaders.Subject, key },
            { RecordHeaders.DataSchema, description.Schema },
            { RecordHeaders.ContentType, "application/json"u8.ToArray() },
        };
        RecordHeaders.WriteTrace(headers, span?.Context ?? parent);
        try
        {
            await producer.ProduceAsync(
                description.Topic,
                new Message<byte[]?, byte[]?> { Key = key, Value = JsonSerializer.SerializeToUtf8Bytes(@event, TEvent.JsonTypeInfo), Headers = headers },
                cancellationToken);
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    private sealed record EventDescription(string Topic, string SpanName, byte[] Type, byte[] Schema);
}
