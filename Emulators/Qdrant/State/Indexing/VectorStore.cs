namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>The vectors of one name, by slot; a slot may hold none.</summary>
internal abstract class VectorStore(VectorParameters parameters) : IDisposable
{
    private ulong[] _present = [];

    public VectorParameters Parameters { get; set; } = parameters;

    public int Count { get; private set; }

    public static VectorStore Create(VectorParameters parameters)
        => parameters.Kind switch
        {
            VectorKind.Sparse => new SparseStore(parameters),
            VectorKind.Multi => new MultiStore(parameters),
            _ => new DenseStore(parameters),
        };

    public bool Has(int slot)
    {
        var present = _present; // the thread that builds the graph looks while the writer may make the array longer
        return slot >> 6 < present.Length && (present[slot >> 6] & (1UL << slot)) != 0;
    }

    /// <summary>A copy of the vector in a slot that holds one.</summary>
    public abstract VectorData Get(int slot);

    /// <summary>Compares a prepared vector with those of the store.</summary>
    public abstract Scorer Compare(VectorData target);

    /// <summary>Does the slot hold exactly this vector? Stores that need not know say no.</summary>
    public virtual bool Holds(int slot, VectorData vector) => false;

    public void Set(int slot, VectorData vector)
    {
        Remove(slot);
        Write(slot, vector);
        Mark(slot);
    }

    public void Remove(int slot)
    {
        if (Has(slot))
        {
            Erase(slot);
            _present[slot >> 6] &= ~(1UL << slot);
            Count--;
        }
    }

    public void Dispose()
    {
        _present = [];
        Count = 0;
        Free();
    }

    protected void Mark(int slot)
    {
        if (slot >> 6 >= _present.Length)
        {
            Array.Resize(ref _present, Math.Max(16, Math.Max((slot >> 6) + 1, _present.Length * 2)));
        }
        _present[slot >> 6] |= 1UL << slot;
        Count++;
    }

    protected abstract void Write(int slot, VectorData vector);

    /// <summary>Called for a slot that holds a vector, which it will not after.</summary>
    protected abstract void Erase(int slot);

    protected abstract void Free();
}
