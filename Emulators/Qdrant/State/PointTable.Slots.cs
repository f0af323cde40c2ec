namespace EventAi.Emulators.Qdrant.State;

/// <content>Slots: which are free, which a graph still leads through, which a point moves to.</content>
internal sealed partial class PointTable
{
    /// <summary>Number of vectors in graphs.</summary>
    public int IndexedVectors => Graphs.Sum(index => Math.Max(0, index.Graph.Count - index.Dead));

    /// <summary>Are there vectors that a graph should hold and does not?</summary>
    public bool IsIndexing
        => _vectors.Values.OfType<DenseStore>().Any(store => store.Parameters.Index is { M: > 0, IndexingThreshold: > 0 } settings
            && (store.Index is { } index ? index.Pending.Count > 0 : store.Kilobytes >= settings.IndexingThreshold));

    /// <summary>Slots of deleted points that are not used again yet, since a graph may lead through them.</summary>
    public int Retired { get; private set; }

    /// <summary>Set while a background task reads slot by slot: a point must not move to a slot that it has passed.</summary>
    public bool IsFrozen { get; set; }

    private IEnumerable<DenseIndex> Graphs => _vectors.Values.OfType<DenseStore>().Select(store => store.Index).OfType<DenseIndex>();

    /// <summary>The slots that hold a vector, ascending.</summary>
    public List<int> SlotsWith(VectorStore store)
    {
        var slots = new List<int>(store.Count);
        for (var slot = 0; slot < SlotCount; slot++)
        {
            if (store.Has(slot))
            {
                slots.Add(slot);
            }
        }
        return slots;
    }

    /// <summary>Lets slots be used again that no graph leads through any more; nobody may be building one.</summary>
    public void Reclaim()
    {
        if (IsFrozen)
        {
            return;
        }
        var graphs = Graphs.ToList();
        foreach (var index in graphs)
        {
            index.Pending.RemoveAll(slot => !Holds(slot));
        }
        _free.Clear();
        Retired = 0;
        for (var slot = SlotCount - 1; slot >= 0; slot--)
        {
            if (Holds(slot))
            {
                continue;
            }
            if (graphs.Exists(index => index.Graph.Holds(slot)))
            {
                Retired++;
            }
            else
            {
                _free.Push(slot);
            }
        }
    }

    private int Take(PointKey id, ulong version)
    {
        var slot = _free.Count > 0 && !IsFrozen ? _free.Pop() : SlotCount++;
        if (slot >= _ids.Length)
        {
            var capacity = Math.Max(64, _ids.Length * 2);
            Array.Resize(ref _ids, capacity);
            Array.Resize(ref _versions, capacity);
        }
        _ids[slot] = id;
        _payloads.Set(slot, Payloads.Payload.Empty);
        _versions[slot] = version;
        if (!_slots.ContainsKey(id))
        {
            _sorted = null;
        }
        _slots[id] = slot;
        return slot;
    }

    /// <summary>
    /// The slot to put vectors of a point in: its own, or another that it moves to, where a graph holds the old ones. What is linked to them
    /// stays true that way, and the graph may be walked meanwhile.
    /// </summary>
    private int Movable(PointKey id, int slot, IReadOnlyList<NamedVector> vectors)
    {
        if (!vectors.Any(vector => _vectors.GetValueOrDefault(vector.Name) is DenseStore { Index: not null } store && !store.Holds(slot, vector.Data)))
        {
            return slot;
        }
        var payload = Payload(slot);
        var moved = Take(id, _versions[slot]);
        _payloads.Set(moved, payload);
        foreach (var index in _indexes.Values)
        {
            index.Remove(slot, payload);
            index.Add(moved, payload);
        }
        foreach (var (name, store) in _vectors)
        {
            if (store.Has(slot))
            {
                if (!vectors.Any(vector => string.Equals(vector.Name, name, StringComparison.Ordinal)))
                {
                    store.Set(moved, store.Get(slot));
                }
                store.Remove(slot);
            }
        }
        _payloads.Clear(slot);
        Release(slot);
        return moved;
    }

    private void Release(int slot)
    {
        if (IsFrozen || Graphs.Any())
        {
            Retired++;
        }
        else
        {
            _free.Push(slot);
        }
    }
}
