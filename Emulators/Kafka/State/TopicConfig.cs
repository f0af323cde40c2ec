using System.Globalization;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// A topic's settings: Apache Kafka's names, the broker's defaults, the topic's own values on top. Names the broker does not act on are
/// refused rather than ignored.
/// </summary>
internal sealed class TopicConfig
{
    private const long OneDay = 24L * 60 * 60 * 1000;
    private const long SevenDays = 7 * OneDay;

    private readonly Dictionary<string, string> _defaults;
    private volatile Dictionary<string, string> _overrides;

    public TopicConfig(KafkaOptions options, IEnumerable<KeyValuePair<string, string>> overrides)
    {
        _defaults = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["cleanup.policy"] = "delete",
            ["compression.type"] = "producer",
            ["delete.retention.ms"] = Text(OneDay),
            ["max.message.bytes"] = Text(options.MaxMessageBytes),
            ["message.timestamp.type"] = "CreateTime",
            ["min.cleanable.dirty.ratio"] = "0.5",
            ["min.insync.replicas"] = "1",
            ["retention.bytes"] = Text(options.RetentionBytes),
            ["retention.ms"] = Text(options.RetentionMs),
            ["segment.bytes"] = Text(options.SegmentBytes),
            ["segment.ms"] = Text(SevenDays),
        };
        _overrides = new Dictionary<string, string>(overrides, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, string> Overrides => _overrides;

    public IReadOnlyDictionary<string, string> Defaults => _defaults;

    /// <summary>Bytes of the largest batch.</summary>
    public int MaxMessageBytes => (int)Number("max.message.bytes");

    public int SegmentBytes => (int)Number("segment.bytes");

    /// <summary>Milliseconds after which a segment is sealed though it is not full.</summary>
    public long SegmentMs => Number("segment.ms");

    /// <summary>Milliseconds, -1 without limit.</summary>
    public long RetentionMs => Deletes ? Number("retention.ms") : -1;

    /// <summary>Bytes of a partition, -1 without limit.</summary>
    public long RetentionBytes => Deletes ? Number("retention.bytes") : -1;

    public bool StampsAppendTime => string.Equals(this["message.timestamp.type"], "LogAppendTime", StringComparison.Ordinal);

    public bool Compacts => this["cleanup.policy"].Contains("compact", StringComparison.Ordinal);

    /// <summary>Milliseconds for which compaction keeps a deletion marker (a record without a value).</summary>
    public long DeleteRetentionMs => Number("delete.retention.ms");

    /// <summary>Share of the sealed log that must be new before it is compacted again.</summary>
    public double MinDirtyRatio => double.Parse(this["min.cleanable.dirty.ratio"], CultureInfo.InvariantCulture);

    private bool Deletes => this["cleanup.policy"].Contains("delete", StringComparison.Ordinal);

    public string this[string name] => _overrides.TryGetValue(name, out var value) ? value : _defaults[name];

    /// <summary>Takes other values of the topic's own; they count from the next append or look at retention on.</summary>
    public void Replace(IReadOnlyDictionary<string, string> overrides) => _overrides = new Dictionary<string, string>(overrides, StringComparer.Ordinal);

    /// <summary>What is wrong with a setting, or null.</summary>
    public string? Problem(string name, string? value) => name switch
    {
        _ when value is null => $"{name} has no value.",
        "cleanup.policy" => value.Split(',').All(p => p is "delete" or "compact") ? null : $"cleanup.policy: '{value}' is neither delete nor compact.",
        "message.timestamp.type" => value is "CreateTime" or "LogAppendTime" ? null : $"message.timestamp.type: '{value}' is neither CreateTime nor LogAppendTime.",
        "compression.type" => value is "producer" ? null : "compression.type: this broker stores batches as the producer compressed them; only 'producer' is possible.",
        "min.insync.replicas" => InRange(name, value, 1, 1),
        "max.message.bytes" => InRange(name, value, 1, int.MaxValue),
        "segment.bytes" => InRange(name, value, KafkaOptions.MinSegmentBytes, KafkaOptions.MaxSegmentBytes),
        "delete.retention.ms" => InRange(name, value, 0, long.MaxValue),
        "min.cleanable.dirty.ratio" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1
            ? null
            : $"{name}: '{value}' is not a number from 0 to 1.",
        "segment.ms" => InRange(name, value, 1, long.MaxValue),
        "retention.ms" or "retention.bytes" => InRange(name, value, -1, long.MaxValue),
        _ => $"{name} is not a topic setting that this broker has.",
    };

    private static string? InRange(string name, string value, long min, long max) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? null
            : $"{name}: '{value}' is not a number from {min} to {max}.";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private long Number(string name) => long.Parse(this[name], CultureInfo.InvariantCulture);
}
