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

    /// <summary>What was set.</summary>
    public IReadOnlyDictionary<string, string> Given => _given;

    /// <summary>Every settable attribute with its value, defaults included.</summary>
    public IEnumerable<(string Name, string Value)> All
        => Numbers.Keys.Select(name => (name, Number(name).ToString(CultureInfo.InvariantCulture)))
            .Concat(_given.Where(static given => !Numbers.ContainsKey(given.Key)).Select(static given => (given.Key, given.Value)))
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
        return new QueueSettings(changed);
    }

    public static bool IsKnown(string name) => Numbers.ContainsKey(name) || name == "RedrivePolicy" || Inert.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether a known attribute's value is allowed.</summary>
    public static bool IsValid(string name, string value)
        => name == "RedrivePolicy" ? value.Length == 0 || RedrivePolicy.Parse(value) is not null
            : !Numbers.TryGetValue(name, out var range)
                || (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= range.Least && number <= range.Most);

    private int Number(string name) => _given.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : Numbers[name].Default;
}
