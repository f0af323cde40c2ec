namespace EventAi.Emulators.Qdrant.State;

/// <summary>
/// The points of a collection in memory, each in a slot; slots of deleted points are used again. Not synchronised: see <see cref="Collection"/>.
/// </summary>
internal sealed partial class PointTable : IDisposable
{
    private readonly Dictionary<PointKey, int> _slots = [];
    private readonly Stack<int> _free = new();
    private readonly Dictionary<string, FieldIndex> _indexes = new(StringComparer.Ordinal);
    private PointKey[] _ids = [];
    private ulong[] _versions = [];
    private readonly PayloadStore _payloads = new();
    private PointKey[]? _sorted;

    private Dictionary<string, VectorStore> _vectors;

    public PointTable(CollectionParameters parameters)
        => _vectors = parameters.Vectors.ToDictionary(pair => pair.Key, pair => VectorStore.Create(pair.Value), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, VectorStore> Vectors => _vectors;

    public IEnumerable<FieldIndex> Indexes => _indexes.Values;

    public int Count => _slots.Count;

    /// <summary>One more than the highest slot ever used; slots below it may be empty.</summary>
    public int SlotCount { get; private set; }

    public bool Holds(int slot) => _payloads.Has(slot);

    public PointKey Id(int slot) => _ids[slot];

    public ulong Version(int slot) => _versions[slot];

    public Payload Payload(int slot) => _payloads.Get(slot);

    public bool TryFind(PointKey id, out int slot) => _slots.TryGetValue(id, out slot);

    public FieldIndex? Index(string field) => _indexes.GetValueOrDefault(field);

    /// <summary>The ids in order; made anew by the first reader after a change of them.</summary>
    public PointKey[] SortedIds()
    {
        var sorted = _sorted;
        if (sorted is null)
        {
            sorted = [.. _slots.Keys];
            Array.Sort(sorted);
            _sorted = sorted; // two readers at once sort twice and store the same
        }
        return sorted;
    }

    /// <summary>The slots of the points that pass, in no order.</summary>
    public IEnumerable<int> Matching(PointFilter? filter)
    {
        var scratch = new List<PayloadValue>();
        if (filter?.Candidates(this) is { } candidates)
        {
            foreach (var slot in candidates.Slots)
            {
                if (Holds(slot) && (candidates.Exact || Matches(filter, slot, scratch)))
                {
                    yield return slot;
                }
            }
            yield break;
        }
        for (var slot = 0; slot < SlotCount; slot++)
        {
            if (Holds(slot) && (filter is null || Matches(filter, slot, scratch)))
            {
                yield return slot;
            }
        }
    }

    /// <summary>The slots of the points that pass, in the order of their ids, from an id on.</summary>
    public IEnumerable<int> InOrder(PointFilter? filter, PointKey? from)
    {
        var scratch = new List<PayloadValue>();
        var ids = SortedIds();
        if (filter?.Candidates(this) is { } candidates)
        {
            ids = [.. candidates.Slots.Where(Holds).Select(Id)];
            Array.Sort(ids);
            filter = candidates.Exact ? null : filter;
        }
        var start = from is { } first ? Array.BinarySearch(ids, first) : 0;
        for (var i = start < 0 ? ~start : start; i < ids.Length; i++)
        {
            if (_slots.TryGetValue(ids[i], out var slot) && (filter is null || Matches(filter, slot, scratch)))
            {
                yield return slot;
            }
        }
    }

    public bool Matches(PointFilter filter, int slot, List<PayloadValue> scratch) => filter.Matches(new FilterTarget(this, slot, Payload(slot), scratch));

    public void Apply(Mutation mutation, ulong version)
    {
        switch (mutation)
        {
            case Mutation.PutPoint put:
                PutPoint(put, version);
                break;
            case Mutation.PutPayload put when _slots.TryGetValue(put.Id, out var slot):
                SetPayload(slot, put.Payload, version);
                break;
            case Mutation.PutVectors put when _slots.TryGetValue(put.Id, out var slot):
                SetVectors(Movable(put.Id, slot, put.Vectors), put.Vectors, version);
                break;
            case Mutation.DropVectors drop when _slots.TryGetValue(drop.Id, out var slot):
                foreach (var name in drop.Names)
                {
                    _vectors.GetValueOrDefault(name)?.Remove(slot);
                }
                _versions[slot] = version;
                break;
            case Mutation.DropPoint drop:
                DropPoint(drop.Id);
                break;
            case Mutation.PutIndex put:
                PutIndex(put.Index);
                break;
            case Mutation.DropIndex drop:
                _indexes.Remove(drop.Field);
                break;
            default:
                break; // a change to a point that is gone
        }
    }

    /// <summary>Takes a slot for a new point; the caller sets its vectors.</summary>
    public int Add(PointKey id, Payload payload, ulong version)
    {
        var slot = Take(id, version);
        SetPayload(slot, payload, version);
        return slot;
    }

    /// <summary>Takes new settings: vectors may have come or gone, none has changed its kind.</summary>
    public void Adopt(CollectionParameters parameters)
    {
        var vectors = new Dictionary<string, VectorStore>(StringComparer.Ordinal);
        foreach (var (name, settings) in parameters.Vectors)
        {
            vectors[name] = _vectors.GetValueOrDefault(name) ?? VectorStore.Create(settings);
            vectors[name].Parameters = settings;
        }
        foreach (var (name, store) in _vectors)
        {
            if (!vectors.ContainsKey(name))
            {
                store.Dispose();
            }
        }
        _vectors = vectors;
    }

    public void Dispose()
    {
        foreach (var store in Vectors.Values)
        {
            store.Dispose();
        }
        _payloads.Dispose();
    }

    private void PutPoint(Mutation.PutPoint put, ulong version)
    {
        if (_slots.TryGetValue(put.Id, out var slot))
        {
            slot = Movable(put.Id, slot, put.Vectors);
            SetPayload(slot, put.Payload, version);
            foreach (var (name, store) in _vectors)
            {
                if (!put.Vectors.Any(vector => string.Equals(vector.Name, name, StringComparison.Ordinal)))
                {
                    store.Remove(slot);
                }
            }
        }
        else
        {
            slot = Add(put.Id, put.Payload, version);
        }
        SetVectors(slot, put.Vectors, version);
    }

    private void SetPayload(int slot, Payload payload, ulong version)
    {
        foreach (var index in _indexes.Values)
        {
            index.Remove(slot, Payload(slot));
            index.Add(slot, payload);
        }
        _payloads.Set(slot, payload);
        _versions[slot] = version;
    }

    private void SetVectors(int slot, IReadOnlyList<NamedVector> vectors, ulong version)
    {
        foreach (var vector in vectors)
        {
            if (_vectors.TryGetValue(vector.Name, out var store) && !store.Holds(slot, vector.Data)) // a replayed operation may name a vector that is gone
            {
                store.Set(slot, vector.Data);
            }
        }
        _versions[slot] = version;
    }

    private void DropPoint(PointKey id)
    {
        if (!_slots.Remove(id, out var slot))
        {
            return;
        }
        foreach (var index in _indexes.Values)
        {
            index.Remove(slot, Payload(slot));
        }
        foreach (var store in Vectors.Values)
        {
            store.Remove(slot);
        }
        _payloads.Clear(slot);
        Release(slot);
        _sorted = null;
    }

    private void PutIndex(FieldIndexDefinition definition)
    {
        var index = new FieldIndex(definition);
        for (var slot = 0; slot < SlotCount; slot++)
        {
            if (Holds(slot))
            {
                index.Add(slot, _payloads.Peek(slot));
            }
        }
        _indexes[definition.Field] = index;
    }
}
