namespace EventAi.Emulators.Qdrant.State;

/// <summary>
/// Keeps the graphs of one collection up with its points, in the background: starts one where there are enough vectors, puts in what came
/// since, and builds one anew where much was deleted or the settings have changed. It holds the collection only to look what there is to do
/// and to hand over what is done; in between, readers and writers go on. One collection of the process builds at a time.
/// </summary>
internal sealed partial class IndexBuilder(Collection collection, ILogger logger) : IDisposable
{
    private const int Batch = 2048;
    private const double DeadShare = 0.2;
    private const int MinDead = 1000;
    private static readonly SemaphoreSlim Turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _state = new();
    private Task _work = Task.CompletedTask;
    private bool _again;

    /// <summary>Is something being done?</summary>
    public bool IsBusy
    {
        get
        {
            lock (_state)
            {
                return !_work.IsCompleted;
            }
        }
    }

    /// <summary>Something has changed; called after every write.</summary>
    public void Kick()
    {
        lock (_state)
        {
            _again = true;
            if (_work.IsCompleted && !_stop.IsCancellationRequested)
            {
                _work = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Ends the work; nothing of the collection's memory is touched after.</summary>
    public void Dispose()
    {
        Task work;
        lock (_state)
        {
            _stop.Cancel();
            work = _work;
        }
        work.Wait();
        _stop.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            lock (_state)
            {
                if (!_again || _stop.IsCancellationRequested)
                {
                    return;
                }
                _again = false;
            }
            try
            {
                Turn.Wait(_stop.Token);
                try
                {
                    while (!_stop.IsCancellationRequested && Step())
                    {
                    }
                }
                finally
                {
                    Turn.Release();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception)
            {
                Failed(logger, collection.Parameters.Name, exception);
                return;
            }
        }
    }

    /// <summary>Does the next piece of work; false where there is none.</summary>
    private bool Step()
    {
        collection.CheckpointIfDue();
        foreach (var store in collection.Look(points => points.Vectors.Values.OfType<DenseStore>().ToList()))
        {
            var settings = store.Parameters.Index;
            var enough = collection.Look(_ => IsWorthwhile(store));
            if (store.Index is null)
            {
                if (enough)
                {
                    collection.Change(points => Begin(points, store));
                    return true;
                }
                continue;
            }
            if (settings.M == 0 || settings.IndexingThreshold == 0)
            {
                if (settings.M == 0)
                {
                    collection.Change(points => End(points, store));
                    return true;
                }
                continue;
            }
            if (collection.Look(points => IsStale(points, store)))
            {
                Rebuild(store);
                return true;
            }
            if (Extend(store))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsWorthwhile(DenseStore store)
        => store.Parameters.Index is { M: > 0, IndexingThreshold: > 0 } settings && store.Kilobytes >= settings.IndexingThreshold;

    private static bool IsStale(PointTable points, DenseStore store)
    {
        var index = store.Index!;
        var (old, now) = (index.Settings, store.Parameters.Index);
        return old.M != now.M || old.EfConstruct != now.EfConstruct || old.Quantization != now.Quantization
            || (index.Dead > MinDead && index.Dead > DeadShare * index.Graph.Count)
            || (points.Retired > MinDead && points.Retired > DeadShare * points.SlotCount && index.Dead > 0);
    }

    private static void Begin(PointTable points, DenseStore store)
        => store.Index = new DenseIndex(store, DenseIndex.CanCode(store.Parameters.Distance)) { Pending = points.SlotsWith(store) };

    private static void End(PointTable points, DenseStore store)
    {
        store.Index?.Dispose();
        store.Index = null;
        points.Reclaim();
    }

    /// <summary>Puts the first pending slots into the graph.</summary>
    private bool Extend(DenseStore store)
    {
        var index = store.Index!;
        var slots = collection.Look(_ => index.Pending.Take(Batch).ToList());
        if (slots.Count == 0)
        {
            return false;
        }
        index.Insert(slots, Threads(index.Settings));
        collection.Change(_ =>
        {
            index.Pending.RemoveRange(0, slots.Count);
            index.CountDead(slots);
        });
        return true;
    }

    /// <summary>A new graph of the vectors that are left, which then takes the place of the old one; what comes meanwhile is pending.</summary>
    private void Rebuild(DenseStore store)
    {
        var old = store.Index!;
        var index = new DenseIndex(store, DenseIndex.CanCode(store.Parameters.Distance));
        var slots = collection.Look(points => points.SlotsWith(store));
        for (var from = 0; from < slots.Count; from += Batch)
        {
            if (_stop.IsCancellationRequested)
            {
                index.Dispose();
                return;
            }
            index.Insert(slots[from..Math.Min(slots.Count, from + Batch)], Threads(index.Settings));
        }
        collection.Change(points =>
        {
            index.Pending.AddRange(old.Pending.Where(slot => store.Has(slot) && !index.Graph.Holds(slot)));
            index.CountDead(slots);
            store.Index = index;
            old.Dispose(); // no reader is inside: they hold the collection, and so do we
            points.Reclaim();
        });
        Rebuilt(logger, collection.Parameters.Name, slots.Count);
    }

    private static int Threads(HnswSettings settings)
        => settings.MaxThreads > 0 ? Math.Min(settings.MaxThreads, Environment.ProcessorCount) : Math.Min(8, Environment.ProcessorCount);

    [LoggerMessage(1, LogLevel.Error, "Indexing of {Collection} has failed; searches look at every vector that is not in the graph")]
    private static partial void Failed(ILogger logger, string collection, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "The graph of {Collection} was built anew over {Vectors} vectors")]
    private static partial void Rebuilt(ILogger logger, string collection, int vectors);
}
