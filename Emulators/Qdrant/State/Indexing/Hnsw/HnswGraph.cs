using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

/// <summary>
/// A hierarchical navigable small world (Malkov and Yashunin, 2016) over the slots of a store. Several threads may insert, and others search
/// meanwhile without a lock: links are written one by one and their number last, so that a walk sees old links or new ones, all of them to
/// nodes. A node stays where its vector was deleted; walks lead through it.
/// </summary>
internal sealed unsafe class HnswGraph : IDisposable
{
    private const int Stripes = 1 << 12;
    private readonly DenseStore _store;
    private readonly Int8Codes? _codes;
    private readonly int _efConstruct;
    private readonly double _levelFactor;
    private readonly Lock[] _locks = new Lock[Stripes];
    private readonly Lock _entryLock = new();
    private readonly ConcurrentBag<Walk> _walks = [];
    private int[][]?[] _upper = [];
    private bool[] _nodes = [];
    private volatile int _entry = -1;
    private volatile int _top = -1;
    private int _count;

    public HnswGraph(DenseStore store, Int8Codes? codes, int m, int efConstruct)
    {
        _store = store;
        _codes = codes;
        M = m;
        _efConstruct = Math.Max(efConstruct, m);
        _levelFactor = 1 / Math.Log(Math.Max(2, m));
        Base = new SlotMemory(sizeof(int) * ((2 * m) + 1));
        for (var i = 0; i < Stripes; i++)
        {
            _locks[i] = new Lock();
        }
    }

    public int M { get; }

    /// <summary>The links of the lowest layer: for each slot their number and the slots they lead to.</summary>
    public SlotMemory Base { get; }

    public int Count => _count;

    public int Capacity => _nodes.Length;

    public int Entry => _entry;

    public bool Holds(int slot) => slot < _nodes.Length && _nodes[slot];

    /// <summary>The links of a node above the lowest layer, layer by layer, or null where it has none.</summary>
    public int[][]? Upper(int slot) => _upper[slot];

    /// <summary>Makes room; nobody may be inserting.</summary>
    public void Reserve(int slots)
    {
        if (slots > _nodes.Length)
        {
            var capacity = Math.Max(slots, _nodes.Length + (_nodes.Length / 2));
            Array.Resize(ref _upper, capacity);
            Array.Resize(ref _nodes, capacity);
        }
        if (slots > 0)
        {
            Base.Reserve(slots - 1);
        }
    }

    /// <summary>Takes a node as it was saved; its links on the lowest layer are in <see cref="Base"/> already.</summary>
    public void Restore(int slot, int[][]? upper)
    {
        _upper[slot] = upper;
        _nodes[slot] = true;
        _count++;
    }

    public void Restore(int entry)
    {
        _entry = entry;
        _top = entry < 0 ? -1 : _upper[entry]?.Length ?? 0;
    }

    public void Insert(int slot)
    {
        var level = LevelOf(slot);
        if (level > 0)
        {
            var upper = new int[level][];
            for (var i = 0; i < level; i++)
            {
                upper[i] = GC.AllocateArray<int>(M + 1, pinned: true);
            }
            _upper[slot] = upper;
        }
        *(int*)Base.Row(slot) = 0;
        _nodes[slot] = true;
        Interlocked.Increment(ref _count);
        if (_entry < 0)
        {
            lock (_entryLock)
            {
                if (_entry < 0)
                {
                    _top = level;
                    _entry = slot;
                    return;
                }
            }
        }
        if (_codes is null)
        {
            Link(slot, level, new VectorScorer(_store, _store[slot].ToArray()));
            return;
        }
        var query = _codes.Prepare(_store[slot]);
        fixed (short* values = query.Values)
        {
            Link(slot, level, new CodeScorer(_codes, values, query.Scale, query.Squared));
        }
    }

    /// <summary>The best <paramref name="ef"/> nodes that the filter accepts, best first.</summary>
    public void Search<TScorer, TFilter>(TScorer scorer, TFilter filter, int ef, Action<float, int> take)
        where TScorer : struct, INodeScorer
        where TFilter : struct, INodeFilter
    {
        var (entry, top) = (_entry, _top);
        if (entry < 0)
        {
            return;
        }
        var walk = _walks.TryTake(out var used) ? used : new Walk();
        try
        {
            entry = Descend(ref scorer, entry, top, 0);
            Explore(walk, ref scorer, ref filter, entry, ef, 0);
            walk.SortFound();
            foreach (var (similarity, slot) in walk.Sorted)
            {
                take(similarity, slot);
            }
        }
        finally
        {
            _walks.Add(walk);
        }
    }

    public void Dispose() => Base.Dispose();

    private void Link<TScorer>(int slot, int level, TScorer scorer)
        where TScorer : struct, INodeScorer
    {
        var walk = _walks.TryTake(out var used) ? used : new Walk();
        var (entry, top) = (_entry, _top);
        if (top > level)
        {
            entry = Descend(ref scorer, entry, top, level);
        }
        var filter = new NotSelf(slot);
        for (var layer = Math.Min(level, top); layer >= 0; layer--)
        {
            Explore(walk, ref scorer, ref filter, entry, _efConstruct, layer);
            walk.SortFound();
            if (walk.Sorted.Count == 0)
            {
                continue;
            }
            entry = walk.Sorted[0].Slot;
            Choose(walk, M);
            var links = Links(slot, layer);
            lock (LockOf(slot))
            {
                // Others may have linked to this node already; theirs come after its own.
                var others = new ReadOnlySpan<int>(links + 1, *links).ToArray();
                var count = 0;
                foreach (var (_, neighbour) in walk.Chosen)
                {
                    links[++count] = neighbour;
                }
                foreach (var other in others)
                {
                    if (count < MaxLinks(layer) && !new ReadOnlySpan<int>(links + 1, count).Contains(other))
                    {
                        links[++count] = other;
                    }
                }
                Volatile.Write(ref *links, count);
            }
            var chosen = walk.Chosen.ToArray();
            foreach (var (similarity, neighbour) in chosen)
            {
                LinkBack(walk, neighbour, slot, similarity, layer);
            }
        }
        _walks.Add(walk);
        if (level > _top)
        {
            lock (_entryLock)
            {
                if (level > _top)
                {
                    _entry = slot;
                    _top = level;
                }
            }
        }
    }

    private void LinkBack(Walk walk, int node, int added, float similarity, int layer)
    {
        var links = Links(node, layer);
        lock (LockOf(node))
        {
            var count = *links;
            var neighbours = new Span<int>(links + 1, count);
            if (neighbours.Contains(added))
            {
                return;
            }
            if (count < MaxLinks(layer))
            {
                links[count + 1] = added;
                Volatile.Write(ref *links, count + 1);
                return;
            }
            walk.Sorted.Clear();
            walk.Sorted.Add((similarity, added));
            foreach (var neighbour in neighbours)
            {
                walk.Sorted.Add((Similarity(node, neighbour), neighbour));
            }
            walk.Sorted.Sort((left, right) => right.Similarity.CompareTo(left.Similarity));
            Choose(walk, MaxLinks(layer));
            for (var i = 0; i < walk.Chosen.Count; i++)
            {
                links[i + 1] = walk.Chosen[i].Slot;
            }
            Volatile.Write(ref *links, walk.Chosen.Count);
        }
    }

    /// <summary>Of the sorted candidates those that are nearer to the node than to any chosen before: links in all directions.</summary>
    private void Choose(Walk walk, int limit)
    {
        var chosen = walk.Chosen;
        chosen.Clear();
        foreach (var (similarity, slot) in walk.Sorted)
        {
            if (chosen.Count == limit)
            {
                break;
            }
            var apart = true;
            foreach (var (_, other) in chosen)
            {
                if (Similarity(slot, other) > similarity)
                {
                    apart = false;
                    break;
                }
            }
            if (apart)
            {
                chosen.Add((similarity, slot));
            }
        }
    }

    /// <summary>From layer to layer down to one above <paramref name="bottom"/>, always to the best neighbour.</summary>
    private int Descend<TScorer>(ref TScorer scorer, int entry, int top, int bottom)
        where TScorer : struct, INodeScorer
    {
        var best = scorer.Score(entry);
        for (var layer = top; layer > bottom; layer--)
        {
            for (var moved = true; moved;)
            {
                moved = false;
                if (_upper[entry] is not { } upper || upper.Length < layer)
                {
                    break;
                }
                var links = upper[layer - 1];
                for (int i = 1, count = Volatile.Read(ref links[0]); i <= count; i++)
                {
                    var score = scorer.Score(links[i]);
                    if (score > best)
                    {
                        (best, entry, moved) = (score, links[i], true);
                    }
                }
            }
        }
        return entry;
    }

    private void Explore<TScorer, TFilter>(Walk walk, ref TScorer scorer, ref TFilter filter, int entry, int ef, int layer)
        where TScorer : struct, INodeScorer
        where TFilter : struct, INodeFilter
    {
        walk.Begin(_nodes.Length, (2 * M) + 1);
        var (open, found, neighbours) = (walk.Open, walk.Found, walk.Neighbours);
        walk.Visit(entry);
        var score = scorer.Score(entry);
        open.Push(score, entry);
        if (filter.Accepts(entry))
        {
            found.Push(-score, entry);
        }
        while (open.Count > 0)
        {
            var (similarity, node) = open.Pop();
            if (found.Count >= ef && similarity < -found.Top.Key)
            {
                break;
            }
            var links = Links(node, layer);
            var unvisited = 0;
            for (int i = 1, count = Volatile.Read(ref *links); i <= count; i++)
            {
                if (walk.Visit(links[i]))
                {
                    neighbours[unvisited++] = links[i];
                    scorer.Prefetch(links[i]);
                }
            }
            for (var i = 0; i < unvisited; i++)
            {
                var neighbour = neighbours[i];
                score = scorer.Score(neighbour);
                if (found.Count >= ef && score <= -found.Top.Key)
                {
                    continue;
                }
                open.Push(score, neighbour);
                if (filter.Accepts(neighbour))
                {
                    if (found.Count < ef)
                    {
                        found.Push(-score, neighbour);
                    }
                    else
                    {
                        found.Replace(-score, neighbour);
                    }
                }
            }
        }
    }

    /// <summary>A node's links on a layer. Those above the lowest are pinned: they live on the pinned heap for as long as the graph does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int* Links(int slot, int layer)
        => layer == 0 ? (int*)Base.Row(slot) : (int*)Unsafe.AsPointer(ref _upper[slot]![layer - 1][0]);

    private int MaxLinks(int layer) => layer == 0 ? 2 * M : M;

    private Lock LockOf(int slot) => _locks[slot & (Stripes - 1)];

    private float Similarity(int left, int right)
        => _codes is null ? _store.Parameters.Distance.Similarity(_store[left], _store[right]) : _codes.Similarity(left, right);

    /// <summary>Geometric, from a hash of the slot: the same graph comes of the same insertions.</summary>
    private int LevelOf(int slot)
    {
        var bits = ((ulong)slot + 1) * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        bits ^= bits >> 31;
        var uniform = ((bits >> 11) + 1) * (1.0 / (1UL << 53));
        return Math.Min(16, (int)(-Math.Log(uniform) * _levelFactor));
    }

    private readonly struct NotSelf(int self) : INodeFilter
    {
        public bool Accepts(int slot) => slot != self;
    }
}
