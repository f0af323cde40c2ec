using System.Globalization;

namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>
/// What makes a queue FIFO: groups that take turns, in each of them the messages in the order of their sequence numbers, none while an earlier one of its group is out of sight, and what was
/// sent in the last five minutes by its deduplication id (SQS developer guide, "FIFO delivery logic", "Exactly-once processing"). A receive takes what it can of a group before it takes of the next; a group that
/// was received from comes last when it is free again, as it was recorded of AWS.
/// </summary>
internal sealed class FifoLine
{
    public const string GroupId = "MessageGroupId";
    public const string DeduplicationId = "MessageDeduplicationId";
    public const string SequenceNumber = "SequenceNumber";

    /// <summary>Milliseconds.</summary>
    private const long DeduplicationWindow = 300_000;

    /// <summary>Sequence numbers have twenty digits.</summary>
    private const ulong FirstSequence = 18_000_000_000_000_000_000;

    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    /// <summary>Groups whose first message can be received, by their turn.</summary>
    private readonly SortedDictionary<long, Group> _free = [];
    private long _turns;
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

    /// <summary>After a purge nothing counts as sent before.</summary>
    public void ForgetSent()
    {
        _sent.Clear();
        _sentInOrder.Clear();
    }

    /// <summary>Follows a message from state to state.</summary>
    public void Moved(QueueMessage message, MessageState to)
    {
        if (!_groups.TryGetValue(message.Group, out var group))
        {
            if (to == MessageState.Gone)
            {
                return;
            }
            _groups.Add(message.Group, group = new Group { Turn = ++_turns });
        }
        if (to == MessageState.Gone)
        {
            group.Line.Remove(message.Sequence);
        }
        else
        {
            group.Line[message.Sequence] = message;
        }
        var isFree = group.First is { } first && (ReferenceEquals(first, message) ? to : first.State) == MessageState.Ready;
        if (group.IsFree != isFree)
        {
            group.IsFree = isFree;
            if (isFree)
            {
                _free.Add(group.Turn, group);
            }
            else
            {
                _free.Remove(group.Turn);
                group.Turn = ++_turns;
            }
        }
        if (group.Line.Count == 0)
        {
            _groups.Remove(message.Group);
        }
    }

    /// <summary>The next message to be received, besides those that are being taken now; null where there is none.</summary>
    public QueueMessage? Next(IReadOnlyCollection<QueueMessage> taken)
    {
        foreach (var group in _free.Values)
        {
            foreach (var message in group.Line.Values)
            {
                if (!taken.Contains(message))
                {
                    if (message.State == MessageState.Ready)
                    {
                        return message;
                    }
                    break;
                }
            }
        }
        return null;
    }

    private sealed class Group
    {
        public SortedDictionary<long, QueueMessage> Line { get; } = [];

        /// <summary>Its place among the groups that are free.</summary>
        public long Turn { get; set; }

        public bool IsFree { get; set; }

        public QueueMessage? First
        {
            get
            {
                foreach (var (_, message) in Line)
                {
                    return message;
                }
                return null;
            }
        }
    }
}
