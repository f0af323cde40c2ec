namespace EventAi.Emulators.Qdrant.State;

/// <summary>
/// A collection: its points in memory, and the files they are restored from. One writer at a time logs its mutations and then applies
/// them; readers run beside each other and see every operation as a whole. Each operation has its own file (Collection.Upsert.cs, ...).
/// </summary>
internal sealed partial class Collection : IDisposable
{
    private readonly Lock _writer = new();
    private readonly ReaderWriterLockSlim _table = new();
    private readonly PointTable _points;
    private readonly CollectionFiles _files;
    private readonly IndexBuilder _builder;
    private readonly Durability _durability;
    private bool _deleted;

    /// <summary>Restores the collection from its directory.</summary>
    /// <exception cref="InvalidDataException">A file other than the log's tail is damaged.</exception>
    public Collection(CollectionParameters parameters, string directory, StoreSettings settings, ILogger logger)
    {
        Parameters = parameters;
        _points = new PointTable(parameters);
        _files = CollectionFiles.Open(directory, _points, settings.MinCheckpoint, logger);
        _durability = new Durability(_files, settings);
        _builder = new IndexBuilder(this, logger);
        _builder.Kick();
    }

    public CollectionParameters Parameters { get; private set; }

    public string Directory => _files.Directory;

    /// <summary>The number of the last operation.</summary>
    public ulong Sequence => _files.Sequence;

    /// <summary>Takes the collection out of use; whoever still holds it gets "doesn't exist".</summary>
    public void Delete() => Dispose();

    /// <summary>Writes what the page cache holds to the disk and frees the memory.</summary>
    public void Dispose()
    {
        lock (_writer)
        {
            _table.EnterWriteLock();
            var closed = _deleted;
            _deleted = true;
            _table.ExitWriteLock();
            if (closed)
            {
                return;
            }
        }
        // No reader or writer comes in any more; the builder may want the locks before it ends.
        _builder.Dispose();
        _durability.Dispose();
        _files.Dispose();
        _points.Dispose();
    }

    /// <summary>
    /// Logs and applies what <paramref name="decide"/> makes of the current points (which it may read); nothing of it happens if it throws
    /// or the log cannot be written.
    /// </summary>
    private ulong Write(Func<List<Mutation>> decide)
    {
        ulong sequence;
        lock (_writer)
        {
            ThrowIfDeleted();
            var mutations = decide();
            if (mutations.Count == 0)
            {
                return _files.Sequence;
            }
            sequence = _files.Log(_points.IsFrozen ? WholePoints(mutations) : mutations);
            _table.EnterWriteLock();
            try
            {
                foreach (var mutation in mutations)
                {
                    _points.Apply(mutation, sequence);
                }
            }
            finally
            {
                _table.ExitWriteLock();
            }
            _builder.Kick();
        }
        _durability.Written(sequence);
        return sequence;
    }

    private T Read<T>(Func<PointTable, T> read)
    {
        _table.EnterReadLock();
        try
        {
            ThrowIfDeleted();
            return read(_points);
        }
        finally
        {
            _table.ExitReadLock();
        }
    }

    /// <summary>Reads for a background task, which a deletion waits for.</summary>
    internal T Look<T>(Func<PointTable, T> look)
    {
        _table.EnterReadLock();
        try
        {
            return look(_points);
        }
        finally
        {
            _table.ExitReadLock();
        }
    }

    /// <summary>Changes for a background task that nothing is logged of: indexes, not points.</summary>
    internal void Change(Action<PointTable> change)
    {
        _table.EnterWriteLock();
        try
        {
            change(_points);
        }
        finally
        {
            _table.ExitWriteLock();
        }
    }

    private void ThrowIfDeleted()
    {
        if (_deleted)
        {
            throw StoreException.NotFound($"Collection `{Parameters.Name}` doesn't exist!");
        }
    }
}
