using System.Diagnostics;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>An event as it was delivered; pass <see cref="Trace"/> to the publisher so that what follows joins the same trace.</summary>
/// <param name="Event">The event, valid by its schema.</param>
/// <param name="Coordinates">Its place in the log.</param>
/// <param name="Trace">The span that handles this record, child of the producer's span.</param>
public sealed record Received<TEvent>(TEvent Event, RecordCoordinates Coordinates, ActivityContext Trace = default);
