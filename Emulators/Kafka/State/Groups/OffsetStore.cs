namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>The committed offsets of all groups: in memory, and durable in a journal before a commit is answered. They do not expire.</summary>
internal sealed class OffsetStore : IDisposable
{
    private enum Change : byte
    {
        Commit = 1,
        DropGroup = 2,
        DropTopic = 3,
        DropOffsets = 4,
    }

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<OffsetKey, CommittedOffset>> _groups = new(StringComparer.Ordinal);
    private readonly Journal _journal;

    public OffsetStore(string path)
    {
        _journal = new Journal(path, Replay);
    }

    public IFlushable Durability => _journal;

    public IReadOnlyList<string> Groups
    {
        get
        {
            lock (_lock)
            {
                return [.. _groups.Keys];
            }
        }
    }

    public bool Has(string group)
    {
        lock (_lock)
        {
            return _groups.ContainsKey(group);
        }
    }

    public void Commit(string group, IReadOnlyCollection<KeyValuePair<OffsetKey, CommittedOffset>> offsets)
    {
        if (offsets.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            Append(writer => WriteCommit(writer, group, offsets));
            Apply(group, offsets);
        }
    }

    public CommittedOffset? Find(string group, OffsetKey key)
    {
        lock (_lock)
        {
            return _groups.TryGetValue(group, out var offsets) && offsets.TryGetValue(key, out var offset) ? offset : null;
        }
    }

    public IReadOnlyList<KeyValuePair<OffsetKey, CommittedOffset>> All(string group)
    {
        lock (_lock)
        {
            return _groups.TryGetValue(group, out var offsets) ? [.. offsets] : [];
        }
    }

    public bool DropGroup(string group)
    {
        lock (_lock)
        {
            if (!_groups.ContainsKey(group))
            {
                return false;
            }

            Append(writer => WriteDrop(writer, Change.DropGroup, group));
            return _groups.Remove(group);
        }
    }

    /// <summary>Forgets what groups committed for a topic that is deleted: one of the same name starts anew.</summary>
    public void DropTopic(string topic)
    {
        lock (_lock)
        {
            if (_groups.Values.Any(offsets => offsets.Keys.Any(k => k.Topic == topic)))
            {
                Append(writer => WriteDrop(writer, Change.DropTopic, topic));
                RemoveTopic(topic);
            }
        }
    }

    /// <summary>Forgets what the group committed for the partitions.</summary>
    public void DropOffsets(string group, IReadOnlyCollection<OffsetKey> keys)
    {
        lock (_lock)
        {
            if (keys.Count > 0 && _groups.ContainsKey(group))
            {
                Append(writer =>
                {
                    WriteDrop(writer, Change.DropOffsets, group);
                    writer.Write(keys.Count);
                    foreach (var (topic, partition) in keys)
                    {
                        writer.Write(topic);
                        writer.Write(partition);
                    }
                });
                Remove(group, keys);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _journal.Dispose();

    private static void WriteDrop(BinaryWriter writer, Change change, string name)
    {
        writer.Write((byte)change);
        writer.Write(name);
    }

    private static void WriteCommit(BinaryWriter writer, string group, IReadOnlyCollection<KeyValuePair<OffsetKey, CommittedOffset>> offsets)
    {
        writer.Write((byte)Change.Commit);
        writer.Write(group);
        writer.Write(offsets.Count);
        foreach (var (key, committed) in offsets)
        {
            committed.Write(writer, key);
        }
    }

    private void Append(Action<BinaryWriter> entry) =>
        _journal.Append(entry, () => _groups.Select(g => (Action<BinaryWriter>)(writer => WriteCommit(writer, g.Key, g.Value))).Append(entry));

    private void Replay(BinaryReader reader)
    {
        var change = (Change)reader.ReadByte();
        var name = reader.ReadString();
        switch (change)
        {
            case Change.Commit:
                var offsets = new List<KeyValuePair<OffsetKey, CommittedOffset>>();
                for (var count = reader.ReadInt32(); count > 0; count--)
                {
                    var (key, offset) = CommittedOffset.Read(reader);
                    offsets.Add(new(key, offset));
                }

                Apply(name, offsets);
                break;
            case Change.DropGroup:
                _groups.Remove(name);
                break;
            case Change.DropTopic:
                RemoveTopic(name);
                break;
            case Change.DropOffsets:
                Remove(name, [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => new OffsetKey(reader.ReadString(), reader.ReadInt32()))]);
                break;
            default:
                throw new InvalidDataException($"The offsets' journal holds a change of kind {(byte)change}, which this version does not know.");
        }
    }

    private void Apply(string group, IEnumerable<KeyValuePair<OffsetKey, CommittedOffset>> offsets)
    {
        if (!_groups.TryGetValue(group, out var known))
        {
            _groups[group] = known = [];
        }

        foreach (var (key, committed) in offsets)
        {
            known[key] = committed;
        }
    }

    private void Remove(string group, IReadOnlyCollection<OffsetKey> keys)
    {
        foreach (var key in keys)
        {
            _groups.GetValueOrDefault(group)?.Remove(key);
        }
    }

    private void RemoveTopic(string topic)
    {
        foreach (var offsets in _groups.Values)
        {
            foreach (var key in offsets.Keys.Where(k => k.Topic == topic).ToList())
            {
                offsets.Remove(key);
            }
        }
    }
}
