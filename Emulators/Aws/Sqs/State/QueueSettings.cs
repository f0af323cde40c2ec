using System.Globalization;

namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>The attributes of a queue that its owner sets, with AWS's defaults and limits (API reference, CreateQueue).</summary>
internal sealed class QueueSettings
{
    public const int LargestMessage = 1_048_576;

    private static readonly Dictionary<string, (int Default, int Least, int Most)> Numbers = new(StringComparer.Ordinal)
    {
        ["VisibilityTimeout"] = (30, 0, 43_200),
        ["DelaySeconds"] = (0, 0, 900),
        ["MaximumMessageSize"] = (LargestMessage, 1024, LargestMessage),
        ["MessageRetentionPeriod"] = (345_600, 60, 1_209_600),
        ["ReceiveMessageWaitTimeSeconds"] = (0, 0, 20),
    };

    /// <summary>Kept and answered, without effect here: access is not restricted and nothing is encrypted.</summary>
    private static readonly string[] Inert = ["Policy", "RedriveAllowPolicy", "SqsManagedSseEnabled", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds"];

    /// <summary>Of FIFO queues only: their values, the default first.</summary>
    private static readonly Dictionary<string, string[]> Fifo = new(StringComparer.Ordinal)
    {
        ["FifoQueue"] = ["true"],
        ["ContentBasedDeduplication"] = ["false", "true"],
        ["DeduplicationScope"] = ["queue", "messageGroup"],
        ["FifoThroughputLimit"] = ["perQueue", "perMessageGroupId"],
    };

    private readonly Dictionary<string, string> _given;

    public QueueSettings(IReadOnlyDictionary<string, string> given)
    {
        _given = new Dictionary<string, string>(given, StringComparer.Ordinal);
        VisibilityTimeout = Number("VisibilityTimeout");
        DelaySeconds = Number("DelaySeconds");
        MaximumMessageSize = Number("MaximumMessageSize");
        RetentionSeconds = Number("MessageRetentionPeriod");
        WaitTimeSeconds = Number("ReceiveMessageWaitTimeSeconds");
        Redrive = _given.TryGetValue("RedrivePolicy", out var policy) ? RedrivePolicy.Parse(policy) : null;
    }

    public int VisibilityTimeout { get; }

    public int DelaySeconds { get; }

    /// <summary>Bytes.</summary>
    public int MaximumMessageSize { get; }

    public int RetentionSeconds { get; }

    public int WaitTimeSeconds { get; }

    public RedrivePolicy? Redrive { get; }

    public bool IsFifo => _given.ContainsKey("FifoQueue");

    /// <summary>A message without a deduplication id gets the SHA-256 of its body.</summary>
    public bool DeduplicatesByContent => _given.GetValueOrDefault("ContentBasedDeduplication") == "true";

    /// <summary>The same deduplication id in two groups is no duplicate.</summary>
    public bool DeduplicatesByGroup => _given.GetValueOrDefault("DeduplicationScope") == "messageGroup";

    /// <summary>What was set.</summary>
    public IReadOnlyDictionary<string, string> Given => _given;

    /// <summary>Every settable attribute with its value, defaults included.</summary>
    public IEnumerable<(string Name, string Value)> All
        => Numbers.Keys.Select(name => (name, Number(name).ToString(CultureInfo.InvariantCulture)))
            .Concat(_given.Where(given => !Numbers.ContainsKey(given.Key) && (given.Key != "KmsDataKeyReusePeriodSeconds" || _given.ContainsKey("KmsMasterKeyId"))).Select(static given => (given.Key, given.Value)))
            .Concat(IsFifo ? Fifo.Where(fifo => !_given.ContainsKey(fifo.Key)).Select(static fifo => (fifo.Key, fifo.Value[0])) : [])
            .Concat(_given.ContainsKey("SqsManagedSseEnabled") ? [] : [("SqsManagedSseEnabled", "true")]);

    /// <summary>These settings with changes; an empty value takes an optional one away.</summary>
    public QueueSettings With(IReadOnlyDictionary<string, string> changes)
    {
        var changed = new Dictionary<string, string>(_given, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (value.Length == 0)
            {
                changed.Remove(name);
            }
            else
            {
                changed[name] = value;
            }
        }
        if (changes.TryGetValue("KmsMasterKeyId", out var key) && key.Length > 0 && !changes.ContainsKey("SqsManagedSseEnabled"))
        {
            // One encryption takes the place of the other.
            changed["SqsManagedSseEnabled"] = "false";
        }
        return new QueueSettings(changed);
    }

    /// <summary>Whether a queue of this kind has such an attribute.</summary>
    public static bool IsKnown(string name, bool fifo) => IsKnown(name) && (fifo || !Fifo.ContainsKey(name));

    public static bool IsKnown(string name) => Numbers.ContainsKey(name) || Fifo.ContainsKey(name) || name == "RedrivePolicy" || Inert.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether a known attribute's value is allowed.</summary>
    public static bool IsValid(string name, string value)
        => name == "RedrivePolicy" ? value.Length == 0 || RedrivePolicy.Parse(value) is not null
            : Fifo.TryGetValue(name, out var values) ? values.Contains(value, StringComparer.Ordinal)
            : !Numbers.TryGetValue(name, out var range)
                || (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= range.Least && number <= range.Most);

    private int Number(string name) => _given.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : Numbers[name].Default;
}
