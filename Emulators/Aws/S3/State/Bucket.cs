namespace EventAi.Emulators.Aws.S3.State;

/// <summary>A bucket: its objects in order. Thread-safe; changes of one bucket come one after the other.</summary>
internal sealed class Bucket
{
    private readonly Lock _gate = new();
    private readonly IObjectFiles _files;
    private readonly Dictionary<string, ObjectInfo> _objects = new(StringComparer.Ordinal);
    private readonly SortedSet<string?> _keys = new(KeyOrder.Instance);
    private bool _deleted;

    public Bucket(BucketInfo info, IObjectFiles files, IEnumerable<ObjectInfo> objects)
    {
        (Info, _files) = (info, files);
        foreach (var entry in objects)
        {
            _objects.Add(entry.Key, entry);
            _keys.Add(entry.Key);
        }
    }

    public BucketInfo Info { get; private set; }

    public int Count => _objects.Count;

    public void Configure(IReadOnlyList<QueueNotification> notifications)
    {
        lock (_gate)
        {
            var changed = Info with { Notifications = notifications };
            _files.SaveBucket(changed);
            Info = changed;
        }
    }

    public ObjectInfo? Find(string key)
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault(key);
        }
    }

    /// <summary>An object with its content; the two belong together whatever is written meanwhile.</summary>
    public (ObjectInfo Info, Stream Content)? Open(string key)
    {
        lock (_gate)
        {
            return _objects.TryGetValue(key, out var info) ? (info, _files.Open(Info.Name, key)) : null;
        }
    }

    public WriteOutcome Put(ObjectInfo info, PendingObject content, Precondition condition)
    {
        lock (_gate)
        {
            var current = _objects.GetValueOrDefault(info.Key);
            if (Check(current, condition) is var outcome && outcome != WriteOutcome.Done)
            {
                return outcome;
            }
            _files.Commit(Info.Name, info, content);
            _objects[info.Key] = info;
            _keys.Add(info.Key);
            return WriteOutcome.Done;
        }
    }

    /// <returns>Whether there was such a key.</returns>
    public bool Delete(string key)
    {
        lock (_gate)
        {
            if (!_objects.ContainsKey(key))
            {
                return false;
            }
            _files.Delete(Info.Name, key);
            _objects.Remove(key);
            _keys.Remove(key);
            return true;
        }
    }

    /// <returns>Whether it was empty and is gone.</returns>
    public bool TryDelete()
    {
        lock (_gate)
        {
            if (_objects.Count > 0)
            {
                return false;
            }
            _files.DeleteBucket(Info.Name);
            return _deleted = true;
        }
    }

    /// <summary>Keys in order from <paramref name="after"/> on; those that share what comes before the next delimiter count as one.</summary>
    public ListPage List(string prefix, string? delimiter, ListPosition? after, int limit)
    {
        lock (_gate)
        {
            var objects = new List<ObjectInfo>();
            var prefixes = new List<string>();
            ListPosition? last = null;
            for (var key = First(prefix, after); key is not null && key.StartsWith(prefix, StringComparison.Ordinal);)
            {
                if (objects.Count + prefixes.Count == limit)
                {
                    return new ListPage(objects, prefixes, last);
                }
                var end = string.IsNullOrEmpty(delimiter) ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                if (end < 0)
                {
                    objects.Add(_objects[key]);
                    last = new ListPosition(key, IsPrefix: false);
                }
                else
                {
                    prefixes.Add(key[..(end + delimiter!.Length)]);
                    last = new ListPosition(prefixes[^1], IsPrefix: true);
                }
                key = Next(last);
            }
            return new ListPage(objects, prefixes, Next: null);
        }
    }

    private WriteOutcome Check(ObjectInfo? current, Precondition condition)
    {
        if (_deleted)
        {
            return WriteOutcome.NoSuchBucket;
        }
        if (condition.IfAbsent && current is not null)
        {
            return WriteOutcome.PreconditionFailed;
        }
        return condition.IfMatch is not { } tag || current?.ETag == tag || (tag == "*" && current is not null) ? WriteOutcome.Done
            : current is null ? WriteOutcome.NoSuchKey
            : WriteOutcome.PreconditionFailed;
    }

    private string? First(string prefix, ListPosition? after)
        => after is not null && KeyOrder.Instance.Compare(after.Key, prefix) >= 0 ? Next(after) : From(prefix, inclusive: true);

    private string? Next(ListPosition position)
    {
        if (!position.IsPrefix)
        {
            return From(position.Key, inclusive: false);
        }
        return KeyOrder.After(position.Key) is { } beyond
            ? From(beyond, inclusive: true)
            : _keys.GetViewBetween(position.Key, null).FirstOrDefault(key => !key!.StartsWith(position.Key, StringComparison.Ordinal));
    }

    private string? From(string key, bool inclusive)
    {
        foreach (var found in _keys.GetViewBetween(key, null))
        {
            if (inclusive || found != key)
            {
                return found;
            }
        }
        return null;
    }
}
