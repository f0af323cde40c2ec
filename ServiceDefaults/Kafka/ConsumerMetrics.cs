using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>Metrics of the consumer loop, tagged with topic and group; <c>messaging.process.duration</c> is OpenTelemetry's.</summary>
internal sealed class ConsumerMetrics
{
    private static readonly Histogram<double> ProcessDuration = EventAiTelemetry.Meter.CreateHistogram<double>("messaging.process.duration", "s", "Duration of handling a batch");
    private static readonly Counter<long> Consumed = EventAiTelemetry.Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Records handled");
    private static readonly Counter<long> Retries = EventAiTelemetry.Meter.CreateCounter<long>("eventai.consumer.retries", "{retry}", "Attempts that failed and are repeated");
    private static readonly Counter<long> Deaths = EventAiTelemetry.Meter.CreateCounter<long>("eventai.deadletters", "{record}", "Records sent to the dead-letter topic");
    private static readonly UpDownCounter<long> Waiting = EventAiTelemetry.Meter.CreateUpDownCounter<long>("eventai.consumer.parked", "{batch}", "Batches that wait for an outage to end");
    private static readonly UpDownCounter<long> Flight = EventAiTelemetry.Meter.CreateUpDownCounter<long>("eventai.consumer.inflight", "{record}", "Records taken and not finished");
    private static readonly ConcurrentDictionary<(string Group, string Topic, int Partition), long> Lags = new();

    static ConsumerMetrics()
        => EventAiTelemetry.Meter.CreateObservableGauge(
            "eventai.consumer.lag",
            static () => Lags.Select(static lag => new Measurement<long>(
                lag.Value,
                new("messaging.consumer.group.name", lag.Key.Group),
                new("messaging.destination.name", lag.Key.Topic),
                new("messaging.destination.partition.id", lag.Key.Partition))),
            "{record}",
            "Records behind the end of the partition");

    private readonly TagList _tags;
    private readonly string _group;
    private readonly string _topic;

    public ConsumerMetrics(string group, string topic)
    {
        (_group, _topic) = (group, topic);
        _tags = new TagList
        {
            { "messaging.system", "kafka" },
            { "messaging.consumer.group.name", group },
            { "messaging.destination.name", topic },
        };
    }

    public void Handled(int records, TimeSpan duration)
    {
        ProcessDuration.Record(duration.TotalSeconds, _tags);
        Consumed.Add(records, _tags);
    }

    public void Retried() => Retries.Add(1, _tags);

    public void DeadLettered() => Deaths.Add(1, _tags);

    public void Parked(int change) => Waiting.Add(change, _tags);

    public void InFlight(int change) => Flight.Add(change, _tags);

    public void Lag(int partition, long records) => Lags[(_group, _topic, partition)] = records;

    public void NoLag(int partition) => Lags.TryRemove((_group, _topic, partition), out _);
}
