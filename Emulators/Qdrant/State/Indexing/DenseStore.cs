namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>Dense vectors, contiguous in native memory.</summary>
internal sealed unsafe class DenseStore(VectorParameters parameters) : VectorStore(parameters)
{
    private readonly SlotMemory _rows = new(parameters.Size * sizeof(float));

    /// <summary>The vector in a slot; meaningful where <see cref="VectorStore.Has"/>.</summary>
    public ReadOnlySpan<float> this[int slot] => new(_rows.Row(slot), Parameters.Size);

    public override VectorData Get(int slot) => new VectorData.Dense(this[slot].ToArray());

    public override Scorer Compare(VectorData target) => new DenseScorer(this, ((VectorData.Dense)target).Values);

    protected override void Write(int slot, VectorData vector)
    {
        _rows.Reserve(slot);
        ((VectorData.Dense)vector).Values.CopyTo(new Span<float>(_rows.Row(slot), Parameters.Size));
    }

    protected override void Erase(int slot)
    {
        // The numbers stay: a graph may still lead through them.
    }

    protected override void Free() => _rows.Dispose();

    private sealed class DenseScorer(DenseStore store, float[] target) : Scorer
    {
        private readonly Distance _distance = store.Parameters.Distance;

        public override float Score(int slot) => _distance.Similarity(target, store[slot]);
    }
}
