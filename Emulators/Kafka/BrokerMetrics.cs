using System.Diagnostics.Metrics;
using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka;

/// <summary>
/// What the broker counts, meter "EventAi.Emulators.Kafka": kafka.bytes (By, direction), kafka.requests (api), kafka.request.duration (s, api; a parked fetch's wait included),
/// kafka.connections, kafka.consumer.lag (records that a group has not committed, by group and topic).
/// </summary>
internal sealed class BrokerMetrics
{
    public const string MeterName = "EventAi.Emulators.Kafka";

    private readonly Counter<long> _bytes;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<int> _connections;
    private readonly Dictionary<ApiKey, KeyValuePair<string, object?>> _apiTags;

    public BrokerMetrics(IMeterFactory meters, BrokerState state, ApiRegistry apis)
    {
        var meter = meters.Create(MeterName);
        _bytes = meter.CreateCounter<long>("kafka.bytes", "By", "Bytes of requests (in) and responses (out).");
        _requests = meter.CreateCounter<long>("kafka.requests", "{request}", "Requests answered.");
        _duration = meter.CreateHistogram<double>("kafka.request.duration", "s", "Time from a request's last byte to its response.");
        _connections = meter.CreateUpDownCounter<int>("kafka.connections", "{connection}", "Open client connections.");
        meter.CreateObservableGauge("kafka.consumer.lag", () => Lag(state), "{record}", "Records behind what the group has committed.");
        _apiTags = apis.All.ToDictionary(api => api.Key, api => new KeyValuePair<string, object?>("api", api.Key.ToString()));
    }

    public void Connected(int change) => _connections.Add(change);

    public void Read(int bytes) => _bytes.Add(bytes, new KeyValuePair<string, object?>("direction", "in"));

    public void Answered(ApiKey key, TimeSpan elapsed, long bytes)
    {
        var tag = _apiTags[key];
        _requests.Add(1, tag);
        _duration.Record(elapsed.TotalSeconds, tag);
        _bytes.Add(bytes, new KeyValuePair<string, object?>("direction", "out"));
    }

    private static IEnumerable<Measurement<long>> Lag(BrokerState state) =>
        from @group in state.Groups.Offsets.Groups
        from topic in state.Groups.Offsets.All(@group).GroupBy(o => o.Key.Topic, StringComparer.Ordinal)
        let lag = topic.Sum(o => state.Topics.Find(o.Key.Topic, o.Key.Partition) is { } log ? Math.Max(0, log.EndOffset - o.Value.Offset) : 0)
        select new Measurement<long>(lag, new("group", @group), new("topic", topic.Key));
}
