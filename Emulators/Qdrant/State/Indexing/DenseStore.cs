using System.Runtime.Intrinsics.X86;

namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>Dense vectors, contiguous in native memory.</summary>
internal sealed unsafe class DenseStore(VectorParameters parameters) : VectorStore(parameters)
{
    private const int MaxPrefetch = 1024;
    private readonly SlotMemory _rows = new(parameters.Size * sizeof(float));

    /// <summary>The vector in a slot; meaningful where <see cref="VectorStore.Has"/>.</summary>
    public ReadOnlySpan<float> this[int slot] => new(_rows.Row(slot), Parameters.Size);

    /// <summary>The graph over these vectors, if there are enough of them.</summary>
    public DenseIndex? Index { get; set; }

    public SlotMemory Rows => _rows;

    /// <summary>Takes the rows as they are mapped; the bits say which slots hold a vector.</summary>
    public void Restore(ulong[] present, int slots)
    {
        for (var slot = 0; slot < slots; slot++)
        {
            if ((present[slot >> 6] & (1UL << slot)) != 0)
            {
                Mark(slot);
            }
        }
    }

    public long Kilobytes => (long)Count * Parameters.Size * sizeof(float) / 1024;

    public void Prefetch(int slot)
    {
        if (Sse.IsSupported)
        {
            var row = _rows.Row(slot);
            for (var line = 0; line < Math.Min(_rows.RowBytes, MaxPrefetch); line += 64)
            {
                Sse.Prefetch0(row + line);
            }
        }
    }

    public override VectorData Get(int slot) => new VectorData.Dense(this[slot].ToArray());

    public override bool Holds(int slot, VectorData vector) => Has(slot) && this[slot].SequenceEqual(((VectorData.Dense)vector).Values);

    public override Scorer Compare(VectorData target) => new DenseScorer(this, ((VectorData.Dense)target).Values);

    protected override void Write(int slot, VectorData vector)
    {
        _rows.Reserve(slot);
        ((VectorData.Dense)vector).Values.CopyTo(new Span<float>(_rows.Row(slot), Parameters.Size));
        Index?.Pending.Add(slot);
    }

    /// <summary>The numbers stay: a graph may still lead through them.</summary>
    protected override void Erase(int slot)
    {
        if (Index is { } index && index.Graph.Holds(slot))
        {
            index.Dead++;
        }
    }

    protected override void Free()
    {
        Index?.Dispose();
        Index = null;
        _rows.Dispose();
    }

    private sealed class DenseScorer(DenseStore store, float[] target) : Scorer
    {
        private readonly Distance _distance = store.Parameters.Distance;

        public override float Score(int slot) => _distance.Similarity(target, store[slot]);
    }
}
