using EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>
/// A graph over the vectors of a store, codes of them, and the slots that are not in it yet. The writer adds to <see cref="Pending"/>; one
/// builder takes from it. While there is an index a slot never gets another vector: it is left, and another taken.
/// </summary>
internal sealed class DenseIndex : IDisposable
{
    private readonly DenseStore _store;

    public DenseIndex(DenseStore store, bool coded)
    {
        _store = store;
        Settings = store.Parameters.Index;
        Codes = coded ? new Int8Codes(store.Parameters.Size, store.Parameters.Distance) : null;
        Signs = Settings.Quantization == Quantization.Binary ? new BinaryCodes(store.Parameters.Size) : null;
        Graph = new HnswGraph(store, Codes, Settings.M, Settings.EfConstruct);
    }

    public HnswSettings Settings { get; }

    public HnswGraph Graph { get; }

    public Int8Codes? Codes { get; }

    public BinaryCodes? Signs { get; }

    /// <summary>Slots whose vectors wait to be put into the graph, in the order they came; some may be gone since.</summary>
    public List<int> Pending { get; init; } = [];

    /// <summary>Nodes whose vectors are deleted, of those no longer pending.</summary>
    public int Dead { get; set; }

    /// <summary>Nodes that a segment has.</summary>
    public int Saved { get; set; }

    /// <summary>Codes are useless where numbers differ in size so much that one scale does not fit, which is not so for any metric but this one.</summary>
    public static bool CanCode(Distance distance) => distance != Distance.Manhattan;

    /// <summary>Puts slots into the graph on some threads; only one caller at a time.</summary>
    public void Insert(IReadOnlyList<int> slots, int threads)
    {
        if (slots.Count == 0)
        {
            return;
        }
        var highest = slots.Max();
        Graph.Reserve(highest + 1);
        Codes?.Reserve(highest);
        Signs?.Reserve(highest);
        if (threads < 2 || slots.Count < 2 * threads)
        {
            for (var i = 0; i < slots.Count; i++)
            {
                Insert(slots[i]);
            }
            return;
        }
        var next = -1;
        Exception? failure = null;
        var workers = Enumerable.Range(0, threads).Select(number => new Thread(Work) { IsBackground = true, Name = $"hnsw-{number}" }).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        if (failure is not null)
        {
            throw new InvalidOperationException("A graph could not be built.", failure);
        }

        void Work()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < slots.Count; i = Interlocked.Increment(ref next))
                {
                    Insert(slots[i]);
                }
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }
    }

    /// <summary>Some of the slots may have lost their vectors while they were put in; the caller holds the collection.</summary>
    public void CountDead(IReadOnlyList<int> inserted)
    {
        foreach (var slot in inserted)
        {
            Dead += Graph.Holds(slot) && !_store.Has(slot) ? 1 : 0;
        }
    }

    public void Dispose()
    {
        Graph.Dispose();
        Codes?.Dispose();
        Signs?.Dispose();
    }

    private void Insert(int slot)
    {
        if (!_store.Has(slot) || Graph.Holds(slot))
        {
            return;
        }
        Codes?.Encode(slot, _store[slot]);
        Signs?.Encode(slot, _store[slot]);
        Graph.Insert(slot);
    }
}
