namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Listings: keys, and every version of them.</summary>
internal sealed partial class Bucket
{
    /// <summary>Keys in order from <paramref name="after"/> on; those that share what comes before the next delimiter count as one.</summary>
    public ListPage List(string prefix, string? delimiter, ListPosition? after, int limit)
    {
        lock (_gate)
        {
            var objects = new List<ObjectInfo>();
            var prefixes = new List<string>();
            ListPosition? last = null;
            for (var key = First(_keys, prefix, after); key is not null && key.StartsWith(prefix, StringComparison.Ordinal);)
            {
                if (objects.Count + prefixes.Count == limit)
                {
                    return new ListPage(objects, prefixes, last);
                }
                var end = string.IsNullOrEmpty(delimiter) ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                if (end < 0)
                {
                    objects.Add(_versions[key][0]);
                    last = new ListPosition(key, IsPrefix: false);
                }
                else
                {
                    prefixes.Add(key[..(end + delimiter!.Length)]);
                    last = new ListPosition(prefixes[^1], IsPrefix: true);
                }
                key = Next(_keys, last);
            }
            return new ListPage(objects, prefixes, Next: null);
        }
    }

    /// <summary>Every version in the order of keys, newest first, from behind a key (all its versions) or behind one version of it.</summary>
    public VersionPage ListVersions(string prefix, string? delimiter, ListPosition? after, string? afterVersion, int limit)
    {
        lock (_gate)
        {
            var versions = new List<(ObjectInfo Info, bool Newest)>();
            var prefixes = new List<string>();
            if (after is { IsPrefix: false } && afterVersion is not null && _versions.TryGetValue(after.Key, out var started))
            {
                versions.AddRange(started.Skip(started.FindIndex(version => version.VersionId == afterVersion) + 1).Select(info => (info, info == started[0])));
            }
            for (var key = First(_allKeys, prefix, after); key is not null && key.StartsWith(prefix, StringComparison.Ordinal) && versions.Count + prefixes.Count <= limit;)
            {
                var end = string.IsNullOrEmpty(delimiter) ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                if (end < 0)
                {
                    versions.AddRange(_versions[key].Select((info, i) => (info, i == 0)));
                    key = Next(_allKeys, new ListPosition(key, IsPrefix: false));
                }
                else
                {
                    prefixes.Add(key[..(end + delimiter!.Length)]);
                    key = Next(_allKeys, new ListPosition(prefixes[^1], IsPrefix: true));
                }
            }
            return VersionPage.Cut(versions, prefixes, limit);
        }
    }

    private static string? First(SortedSet<string?> keys, string prefix, ListPosition? after)
        => after is not null && KeyOrder.Instance.Compare(after.Key, prefix) >= 0 ? Next(keys, after) : From(keys, prefix, inclusive: true);

    private static string? Next(SortedSet<string?> keys, ListPosition position)
    {
        if (!position.IsPrefix)
        {
            return From(keys, position.Key, inclusive: false);
        }
        return KeyOrder.After(position.Key) is { } beyond
            ? From(keys, beyond, inclusive: true)
            : keys.GetViewBetween(position.Key, null).FirstOrDefault(key => !key!.StartsWith(position.Key, StringComparison.Ordinal));
    }

    private static string? From(SortedSet<string?> keys, string key, bool inclusive)
    {
        foreach (var found in keys.GetViewBetween(key, null))
        {
            if (inclusive || found != key)
            {
                return found;
            }
        }
        return null;
    }
}
