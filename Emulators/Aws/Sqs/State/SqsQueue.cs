namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>
/// A queue: messages in roughly the order sent, in a FIFO queue exactly. Not thread-safe: <see cref="SqsState"/> guards it. Knows no journal:
/// what is done here has been written before, or is a matter of time that any restart finds out again.
/// </summary>
internal sealed class SqsQueue(int id, string region, string name, long created, QueueSettings settings, IReadOnlyDictionary<string, string> tags)
{
    private readonly Dictionary<Guid, QueueMessage> _messages = [];
    private readonly Queue<(QueueMessage Message, int Version)> _ready = new();
    private readonly PriorityQueue<(QueueMessage Message, int Version), long> _hidden = new();
    private readonly Queue<QueueMessage> _bySent = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private int _readyCount;
    private int _inFlightCount;

    public int Id { get; } = id;

    public string Region { get; } = region;

    public string Name { get; } = name;

    public string Arn { get; } = $"arn:aws:sqs:{region}:{AwsOptions.AccountId}:{name}";

    /// <summary>Milliseconds since 1970.</summary>
    public long Created { get; } = created;

    public long Modified { get; set; } = created;

    public QueueSettings Settings { get; set; } = settings;

    public IReadOnlyDictionary<string, string> Tags { get; set; } = tags;

    /// <summary>When it was last purged; 0 for never.</summary>
    public long Purged { get; set; }

    /// <summary>Null for a standard queue.</summary>
    public FifoLine? Fifo { get; } = settings.IsFifo ? new FifoLine() : null;

    public bool Deleted { get; private set; }

    /// <summary>Rings when a hidden message comes to light that someone waits for; set for <see cref="AlarmAt"/>.</summary>
    public ITimer? Alarm { get; set; }

    public long AlarmAt { get; set; } = long.MaxValue;

    public bool HasWaiters => _waiters.Count > 0;

    public IReadOnlyCollection<QueueMessage> Messages => _messages.Values;

    public QueueCounts Counts => new(_readyCount, _inFlightCount, _messages.Count - _readyCount - _inFlightCount);

    /// <summary>When the next hidden message comes to light; null where none is hidden.</summary>
    public long? NextVisibleAt
    {
        get
        {
            while (_hidden.TryPeek(out var entry, out var at))
            {
                if (entry.Version == entry.Message.Version)
                {
                    return at;
                }
                _hidden.Dequeue();
            }
            return null;
        }
    }

    public QueueMessage? Find(Guid id) => _messages.GetValueOrDefault(id);

    public void Add(QueueMessage message, long now)
    {
        if (!_messages.TryAdd(message.Id, message))
        {
            return;
        }
        _bySent.Enqueue(message);
        message.State = MessageState.Gone;
        Enter(message, message.VisibleAt <= now ? MessageState.Ready : message.ReceiveCount > 0 ? MessageState.InFlight : MessageState.Delayed);
    }

    /// <summary>Brings to light what is due, and drops what is past its retention.</summary>
    public void Advance(long now)
    {
        while (_hidden.TryPeek(out var entry, out var at) && at <= now)
        {
            _hidden.Dequeue();
            if (entry.Version == entry.Message.Version)
            {
                Enter(entry.Message, MessageState.Ready);
            }
        }
        var oldest = now - (Settings.RetentionSeconds * 1000L);
        while (_bySent.TryPeek(out var message) && (message.State == MessageState.Gone || message.SentAt <= oldest))
        {
            _bySent.Dequeue();
            Remove(message);
        }
        Tidy();
    }

    /// <summary>The next message to be received, taken out of the line but still <see cref="MessageState.Ready"/>; null where there is none.</summary>
    /// <param name="taken">What the same receive has taken already.</param>
    public QueueMessage? TakeReady(IReadOnlyCollection<QueueMessage> taken)
    {
        if (Fifo is not null)
        {
            return Fifo.Next(taken);
        }
        while (_ready.TryDequeue(out var entry))
        {
            if (entry.Version == entry.Message.Version)
            {
                return entry.Message;
            }
        }
        return null;
    }

    /// <summary>Puts back what <see cref="TakeReady"/> gave.</summary>
    public void Untake(QueueMessage message)
    {
        if (Fifo is null)
        {
            _ready.Enqueue((message, message.Version));
        }
    }

    public void Receive(QueueMessage message, long receipt, long visibleAt, long now)
    {
        message.Receipt = receipt;
        message.ReceiveCount++;
        message.FirstReceivedAt = message.FirstReceivedAt == 0 ? now : message.FirstReceivedAt;
        message.VisibleAt = visibleAt;
        Enter(message, MessageState.InFlight);
    }

    public void ChangeVisibility(QueueMessage message, long visibleAt)
    {
        message.VisibleAt = visibleAt;
        Enter(message, MessageState.InFlight);
    }

    public void Remove(QueueMessage message)
    {
        if (_messages.Remove(message.Id))
        {
            Enter(message, MessageState.Gone);
        }
    }

    public void Clear()
    {
        foreach (var message in _messages.Values.ToList())
        {
            Remove(message);
        }
        _ready.Clear();
        _hidden.Clear();
        _bySent.Clear();
        Fifo?.ForgetSent();
    }

    public void Delete()
    {
        Clear();
        Deleted = true;
        Alarm?.Dispose();
        Wake(int.MaxValue);
    }

    public void Enlist(Waiter waiter) => _waiters.AddLast(waiter);

    /// <summary>Takes a waiter that has left off the list.</summary>
    public void Dismiss(Waiter waiter) => _waiters.Remove(waiter);

    /// <summary>Tells the longest-waiting ones to look.</summary>
    public void Wake(int count)
    {
        for (; count > 0 && _waiters.First is { } first; count--)
        {
            _waiters.RemoveFirst();
            first.Value.Announce();
        }
    }

    private void Enter(QueueMessage message, MessageState state)
    {
        Count(message.State, -1);
        Count(state, +1);
        Fifo?.Moved(message, state);
        message.State = state;
        message.Version++;
        if (state == MessageState.Ready && Fifo is null)
        {
            _ready.Enqueue((message, message.Version));
        }
        else if (state is MessageState.InFlight or MessageState.Delayed)
        {
            _hidden.Enqueue((message, message.Version), message.VisibleAt);
        }
    }

    /// <summary>Lets go of entries that a long visibility timeout or an old message at the head would keep.</summary>
    private void Tidy()
    {
        const int Slack = 1024;
        if (_hidden.Count > (2 * _messages.Count) + Slack)
        {
            var live = _hidden.UnorderedItems.Where(static item => item.Element.Version == item.Element.Message.Version).ToList();
            _hidden.Clear();
            _hidden.EnqueueRange(live);
        }
        if (_bySent.Count > (2 * _messages.Count) + Slack)
        {
            var live = _bySent.Where(static message => message.State != MessageState.Gone).ToList();
            _bySent.Clear();
            live.ForEach(_bySent.Enqueue);
        }
    }

    private void Count(MessageState state, int change)
    {
        _readyCount += state == MessageState.Ready ? change : 0;
        _inFlightCount += state == MessageState.InFlight ? change : 0;
    }
}
