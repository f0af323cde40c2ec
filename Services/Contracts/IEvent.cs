using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>
/// What every event carries: an identity for de-duplication and the time it came to be. A member that was added later is optional, and its
/// initializer takes null for "not written": generated serializers set every init-only member, also those that the JSON does not have.
/// </summary>
public interface IEvent
{
    /// <summary>Unique per event; the CloudEvents <c>id</c>.</summary>
    Guid EventId { get; }

    /// <summary>When the event came to be, UTC; the CloudEvents <c>time</c>.</summary>
    DateTimeOffset Timestamp { get; }

    /// <summary>Kafka record key: events of one key stay in order. Also the CloudEvents <c>subject</c>.</summary>
    [JsonIgnore]
    string Key { get; }
}

/// <summary>Where an event travels and how it is written; known per type, so that nothing is looked up per record.</summary>
public interface IEvent<TSelf> : IEvent
    where TSelf : class, IEvent<TSelf>
{
    /// <summary>Kafka topic, one of <see cref="Topics"/>.</summary>
    static abstract string Topic { get; }

    /// <summary>CloudEvents <c>type</c>: <c>eventai.noun.verb.vN</c>.</summary>
    static abstract string EventType { get; }

    /// <summary>Source-generated JSON shape.</summary>
    static abstract JsonTypeInfo<TSelf> JsonTypeInfo { get; }
}
