using EventAi.Emulators.Aws.Journaling;

namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>
/// All queues. One lock guards them: an operation takes microseconds, moves between queues are whole, and the journal has
/// one order. What an operation changes is in the journal before it is in memory, and so before it is answered.
/// </summary>
internal sealed partial class SqsState : IDisposable
{
    private const long CompactFrom = 16L << 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, SqsQueue> _queues = [];
    private readonly Dictionary<(string Region, string Name), SqsQueue> _byName = [];
    private readonly RecordWriter _records = new();
    private readonly Journal? _journal;
    private readonly TimeProvider _time;
    private long _compactAt = CompactFrom;
    private int _lastId;
    private long _lastSequence;
    private long _lastReceipt = BitConverter.ToInt64(Guid.NewGuid().ToByteArray());

    public SqsState(DataDirectory data, TimeProvider time, ILogger<SqsState> logger)
    {
        _time = time;
        if (data.Path is null)
        {
            _lastSequence = Now() << 17;
            return;
        }
        var directory = Directory.CreateDirectory(Path.Combine(data.Path, "sqs")).FullName;
        var now = Now();
        _journal = Journal.Open(Path.Combine(directory, "journal"), record => SqsJournal.Replay(record, _queues, now), logger);
        foreach (var queue in _queues.Values)
        {
            _byName.Add((queue.Region, queue.Name), queue);
            _lastId = Math.Max(_lastId, queue.Id);
            _lastSequence = queue.Messages.Aggregate(_lastSequence, static (highest, message) => Math.Max(highest, message.Sequence));
        }
        // The numbers of messages that are gone must not come back either; the clock is ahead of any.
        _lastSequence = Math.Max(_lastSequence, now << 17);
        AwsLog.QueuesRead(logger, _queues.Count, _queues.Values.Sum(static queue => queue.Messages.Count), _journal.Length);
        // Ids of deleted queues must not come back while receipt handles name them: the compacted journal has forgotten them.
        _lastId = Math.Max(_lastId, (int)(_time.GetUtcNow().ToUnixTimeSeconds() & 0x3FFFFFFF));
    }

    public SqsQueue? Find(string region, string name)
    {
        lock (_gate)
        {
            return _byName.GetValueOrDefault((region, name));
        }
    }

    public SqsQueue? FindByArn(string arn)
        => arn.Split(':') is ["arn", _, "sqs", var region, AwsOptions.AccountId, var name] ? Find(region, name) : null;

    /// <summary>Queues of a region in the order of names.</summary>
    public IReadOnlyList<SqsQueue> List(string region, string prefix)
    {
        lock (_gate)
        {
            return [.. _queues.Values.Where(queue => queue.Region == region && queue.Name.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(static queue => queue.Name, StringComparer.Ordinal)];
        }
    }

    /// <returns>The queue of that name, and whether it is new.</returns>
    public (SqsQueue Queue, bool Created) Create(string region, string name, IReadOnlyDictionary<string, string> attributes, IReadOnlyDictionary<string, string> tags)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue((region, name), out var existing))
            {
                return (existing, false);
            }
            var queue = new SqsQueue(_lastId + 1, region, name, Now(), new QueueSettings(attributes), tags);
            SqsJournal.WriteQueueCreated(_records, queue);
            Commit();
            _lastId++;
            _queues.Add(queue.Id, queue);
            _byName.Add((region, name), queue);
            return (queue, true);
        }
    }

    public void Delete(SqsQueue queue)
    {
        lock (_gate)
        {
            if (queue.Deleted)
            {
                return;
            }
            SqsJournal.WriteQueueDeleted(_records, queue.Id);
            Commit();
            _queues.Remove(queue.Id);
            _byName.Remove((queue.Region, queue.Name));
            queue.Delete();
        }
    }

    public void SetAttributes(SqsQueue queue, IReadOnlyDictionary<string, string> changes)
    {
        lock (_gate)
        {
            var (settings, now) = (queue.Settings.With(changes), Now());
            SqsJournal.WriteAttributesSet(_records, queue.Id, settings, now);
            Commit();
            (queue.Settings, queue.Modified) = (settings, now);
            queue.Wake(int.MaxValue);
        }
    }

    public void Tag(SqsQueue queue, Action<Dictionary<string, string>> change)
    {
        lock (_gate)
        {
            var tags = new Dictionary<string, string>(queue.Tags, StringComparer.Ordinal);
            change(tags);
            SqsJournal.WriteTagged(_records, queue.Id, tags);
            Commit();
            queue.Tags = tags;
        }
    }

    /// <summary>The queues whose dead letters go to this one.</summary>
    public IReadOnlyList<SqsQueue> SourcesOf(SqsQueue deadLetters)
    {
        lock (_gate)
        {
            return [.. _queues.Values.Where(queue => queue.Settings.Redrive?.DeadLetterTargetArn == deadLetters.Arn).OrderBy(static queue => queue.Name, StringComparer.Ordinal)];
        }
    }

    public QueueCounts Count(SqsQueue queue)
    {
        lock (_gate)
        {
            queue.Advance(Now());
            return queue.Counts;
        }
    }

    /// <returns>Whether it was done: not twice within a minute.</returns>
    public bool Purge(SqsQueue queue)
    {
        lock (_gate)
        {
            var now = Now();
            if (queue.Purged > 0 && now - queue.Purged < 60_000)
            {
                return false;
            }
            SqsJournal.WritePurged(_records, queue.Id, now);
            Commit();
            queue.Purged = now;
            queue.Clear();
            return true;
        }
    }

    public void Dispose() => _journal?.Dispose();

    /// <summary>Sees to it that those who wait are told when a hidden message comes to light.</summary>
    private void SetAlarm(SqsQueue queue, long now)
    {
        if (queue.HasWaiters && queue.NextVisibleAt is { } at && at < queue.AlarmAt)
        {
            queue.AlarmAt = at;
            queue.Alarm ??= _time.CreateTimer(OnAlarm, queue, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            queue.Alarm.Change(TimeSpan.FromMilliseconds(Math.Max(0, at - now)), Timeout.InfiniteTimeSpan);
        }
    }

    private void OnAlarm(object? state)
    {
        var queue = (SqsQueue)state!;
        lock (_gate)
        {
            var now = Now();
            queue.AlarmAt = long.MaxValue;
            queue.Advance(now);
            queue.Wake(queue.Counts.Ready);
            SetAlarm(queue, now);
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Told apart from every other receive of the message, those before a restart too; not hidden from anyone, as whoever may ask may receive.</summary>
    private long NewReceipt() => ++_lastReceipt;

    /// <summary>Writes the gathered records in one piece.</summary>
    private void Commit()
    {
        try
        {
            if (_journal is null || _records.Length == 0)
            {
                return;
            }
            if (_journal.Length > _compactAt)
            {
                Compact();
            }
            _journal.Append(_records.Written.Span);
        }
        finally
        {
            _records.Clear();
        }
    }

    /// <summary>Writes the journal anew with what is in memory: before the records at hand, which are not.</summary>
    private void Compact()
    {
        _journal!.Rewrite(Snapshot());
        _compactAt = Math.Max(CompactFrom, _journal.Length * 4);
    }

    private IEnumerable<ReadOnlyMemory<byte>> Snapshot()
    {
        var piece = new RecordWriter();
        foreach (var queue in _queues.Values)
        {
            SqsJournal.WriteQueueCreated(piece, queue);
            SqsJournal.WriteAttributesSet(piece, queue.Id, queue.Settings, queue.Modified);
            if (queue.Purged > 0)
            {
                SqsJournal.WritePurged(piece, queue.Id, queue.Purged);
            }
            foreach (var (key, sent) in queue.Fifo?.Sent ?? [])
            {
                SqsJournal.WriteDeduplicated(piece, queue.Id, key, sent);
            }
            foreach (var message in queue.Messages.OrderBy(static message => message.SentAt).ThenBy(static message => message.Sequence))
            {
                SqsJournal.WriteSent(piece, queue.Id, message);
                if (piece.Length > 1 << 20)
                {
                    yield return piece.Written;
                    piece.Clear();
                }
            }
        }
        yield return piece.Written;
    }
}
