using System.Globalization;

namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>
/// What makes a queue FIFO: messages in the order of their sequence numbers, none of a group while an earlier one of it is out of sight, and what was sent in the
/// last five minutes by its deduplication id (SQS developer guide, "FIFO delivery logic", "Exactly-once processing").
/// </summary>
internal sealed class FifoLine
{
    public const string GroupId = "MessageGroupId";
    public const string DeduplicationId = "MessageDeduplicationId";
    public const string SequenceNumber = "SequenceNumber";

    /// <summary>Milliseconds.</summary>
    private const long DeduplicationWindow = 300_000;

    /// <summary>How far SQS looks for a message of a group that is free.</summary>
    private const int LooksThrough = 20_000;

    /// <summary>Sequence numbers have twenty digits.</summary>
    private const ulong FirstSequence = 18_000_000_000_000_000_000;

    private readonly SortedDictionary<long, QueueMessage> _line = [];
    private readonly Dictionary<string, int> _inFlight = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SentBefore> _sent = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long At)> _sentInOrder = new();

    /// <summary>Everything that still counts as sent before, for the journal's snapshot.</summary>
    public IEnumerable<KeyValuePair<string, SentBefore>> Sent => _sent;

    public static string Format(long sequence) => (FirstSequence + (ulong)sequence).ToString(CultureInfo.InvariantCulture);

    /// <summary>A message's place in the line; 0 for one of a standard queue.</summary>
    public static long SequenceOf(NewMessage message) =>
        message.System.TryGetValue(SequenceNumber, out var text) ? (long)(ulong.Parse(text, CultureInfo.InvariantCulture) - FirstSequence) : 0;

    public SentBefore? FindSent(string key, long now)
    {
        while (_sentInOrder.TryPeek(out var oldest) && oldest.At <= now - DeduplicationWindow)
        {
            _sentInOrder.Dequeue();
            if (_sent.TryGetValue(oldest.Key, out var entry) && entry.At == oldest.At)
            {
                _sent.Remove(oldest.Key);
            }
        }
        return _sent.TryGetValue(key, out var sent) ? sent : null;
    }

    public void Remember(string key, SentBefore sent)
    {
        _sent[key] = sent;
        _sentInOrder.Enqueue((key, sent.At));
    }

    /// <summary>Follows a message from state to state.</summary>
    public void Moved(QueueMessage message, MessageState from, MessageState to)
    {
        if (to == MessageState.Gone)
        {
            _line.Remove(message.Sequence);
        }
        else
        {
            _line[message.Sequence] = message;
        }
        var change = (to == MessageState.InFlight ? 1 : 0) - (from == MessageState.InFlight ? 1 : 0);
        if (change != 0)
        {
            var count = _inFlight.GetValueOrDefault(message.Group) + change;
            if (count == 0)
            {
                _inFlight.Remove(message.Group);
            }
            else
            {
                _inFlight[message.Group] = count;
            }
        }
    }

    /// <summary>The next message whose group is free, besides those that are being taken now; null where there is none.</summary>
    public QueueMessage? Next(IReadOnlyCollection<QueueMessage> taken)
    {
        var blocked = new HashSet<string>(StringComparer.Ordinal);
        var looked = 0;
        foreach (var message in _line.Values)
        {
            if (taken.Contains(message))
            {
                continue;
            }
            if (looked++ == LooksThrough)
            {
                return null;
            }
            if (message.State == MessageState.Ready && !_inFlight.ContainsKey(message.Group) && !blocked.Contains(message.Group))
            {
                return message;
            }
            blocked.Add(message.Group);
        }
        return null;
    }
}
