namespace EventAi.Emulators.Aws.S3.State;

/// <summary>A bucket: its objects in order, with every version. Thread-safe; changes of one bucket come one after the other.</summary>
internal sealed partial class Bucket
{
    private readonly Lock _gate = new();
    private readonly IObjectFiles _files;

    /// <summary>By key, newest first.</summary>
    private readonly Dictionary<string, List<ObjectInfo>> _versions = new(StringComparer.Ordinal);

    /// <summary>Keys whose newest version is no delete marker.</summary>
    private readonly SortedSet<string?> _keys = new(KeyOrder.Instance);

    /// <summary>Keys with any version.</summary>
    private readonly SortedSet<string?> _allKeys = new(KeyOrder.Instance);
    private bool _deleted;

    public Bucket(KeptBucket kept, IObjectFiles files)
    {
        (Info, _files) = (kept.Bucket, files);
        foreach (var info in kept.Objects.OrderByDescending(static info => info.Sequence))
        {
            Versions(info.Key).Add(info);
        }
        foreach (var key in _versions.Keys)
        {
            Show(key);
        }
        foreach (var (upload, parts) in kept.Uploads)
        {
            _uploads.Add(upload.Id, new Upload(upload, parts));
        }
    }

    public BucketInfo Info { get; private set; }

    /// <summary>Changes what is kept of the bucket.</summary>
    public void Configure(Func<BucketInfo, BucketInfo> change)
    {
        lock (_gate)
        {
            var changed = change(Info);
            _files.SaveBucket(changed);
            Info = changed;
        }
    }

    /// <summary>The newest version; null where there is none or it is a delete marker and no version was asked for.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="versionId">A version; null for the newest.</param>
    public ObjectInfo? Find(string key, string? versionId = null)
    {
        lock (_gate)
        {
            return !_versions.TryGetValue(key, out var versions) ? null
                : versionId is null ? versions[0]
                : versions.Find(version => version.VersionId == versionId);
        }
    }

    /// <summary>The content of a version that was found; null where it is gone since.</summary>
    public Stream? Open(ObjectInfo info)
    {
        lock (_gate)
        {
            return Find(info.Key, info.VersionId) is { } current && current.Sequence == info.Sequence ? _files.Open(Info.Name, current) : null;
        }
    }

    /// <summary>Stores an object as the newest version; gives it its version id.</summary>
    public (WriteOutcome Outcome, ObjectInfo Stored) Put(ObjectInfo info, PendingObject content, Precondition condition)
    {
        lock (_gate)
        {
            var current = Visible(info.Key);
            if (Check(current, condition) is var outcome && outcome != WriteOutcome.Done)
            {
                return (outcome, info);
            }
            var stored = info with { VersionId = NewVersionId(info.Sequence) };
            Store(stored, content);
            return (WriteOutcome.Done, stored);
        }
    }

    /// <summary>Changes tags or locks of a version.</summary>
    /// <returns>Null where there is no such version.</returns>
    public ObjectInfo? Change(string key, string? versionId, Func<ObjectInfo, ObjectInfo> change)
    {
        lock (_gate)
        {
            if (Find(key, versionId) is not { IsDeleteMarker: false } info)
            {
                return null;
            }
            var changed = change(info);
            _files.SaveChanged(Info.Name, changed);
            var versions = _versions[key];
            versions[versions.IndexOf(info)] = changed;
            return changed;
        }
    }

    /// <summary>Removes a version, or, where none is named in a versioned bucket, puts a delete marker on top.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="versionId">A version; null for none.</param>
    /// <param name="ifMatch">An entity tag that it must have; null for any.</param>
    /// <param name="newMarker">Makes the delete marker.</param>
    /// <param name="isLocked">Whether a version must stay.</param>
    public DeletedObject Delete(string key, string? versionId, string? ifMatch, Func<ObjectInfo> newMarker, Func<ObjectLock, bool> isLocked)
    {
        lock (_gate)
        {
            var current = versionId is null ? Visible(key) : Find(key, versionId);
            if (ifMatch is not null && Check(current, new Precondition(ifMatch, IfAbsent: false)) is var outcome && outcome != WriteOutcome.Done)
            {
                return new DeletedObject(outcome);
            }
            if (versionId is not null || Info.Versioning == VersioningState.Off)
            {
                var gone = Find(key, versionId ?? ObjectInfo.Unversioned);
                if (gone?.Lock is { } kept && isLocked(kept))
                {
                    return new DeletedObject(WriteOutcome.Locked);
                }
                if (gone is not null)
                {
                    Remove(gone);
                }
                return new DeletedObject(WriteOutcome.Done, gone);
            }
            var marker = newMarker();
            marker = marker with { VersionId = NewVersionId(marker.Sequence) };
            using var nothing = _files.Begin();
            Store(marker, nothing);
            return new DeletedObject(WriteOutcome.Done, Marker: marker);
        }
    }

    /// <returns>Whether it was empty and is gone.</returns>
    public bool TryDelete()
    {
        lock (_gate)
        {
            if (_versions.Count > 0)
            {
                return false;
            }
            _files.DeleteBucket(Info.Name);
            return _deleted = true;
        }
    }

    /// <summary>Every version of every key, for what looks at all of them (lifecycle).</summary>
    public IReadOnlyList<IReadOnlyList<ObjectInfo>> AllVersions()
    {
        lock (_gate)
        {
            return [.. _versions.Values.Select(static versions => (IReadOnlyList<ObjectInfo>)[.. versions])];
        }
    }

    private ObjectInfo? Visible(string key) => Find(key) is { IsDeleteMarker: false } info ? info : null;

    private string NewVersionId(long sequence) =>
        Info.Versioning == VersioningState.Enabled ? $"{sequence:x16}{Guid.NewGuid():N}"[..32] : ObjectInfo.Unversioned;

    private void Store(ObjectInfo info, PendingObject content)
    {
        var replaced = Find(info.Key, info.VersionId);
        _files.Commit(Info.Name, info, content, replaced);
        var versions = Versions(info.Key);
        if (replaced is not null)
        {
            versions.Remove(replaced);
        }
        versions.Insert(0, info);
        if (versions.Count == 1 && replaced is { IsDeleteMarker: false } && !info.IsDeleteMarker)
        {
            return; // the orders have the key already
        }
        Show(info.Key);
    }

    private void Remove(ObjectInfo info)
    {
        _files.Delete(Info.Name, info);
        _versions[info.Key].Remove(info);
        Show(info.Key);
    }

    private List<ObjectInfo> Versions(string key) => _versions.TryGetValue(key, out var versions) ? versions : _versions[key] = [];

    /// <summary>Brings the orders of keys in line with the key's versions.</summary>
    private void Show(string key)
    {
        var versions = _versions[key];
        if (versions.Count == 0)
        {
            _versions.Remove(key);
            _allKeys.Remove(key);
        }
        else
        {
            _allKeys.Add(key);
        }
        if (versions.Count > 0 && !versions[0].IsDeleteMarker)
        {
            _keys.Add(key);
        }
        else
        {
            _keys.Remove(key);
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
}
