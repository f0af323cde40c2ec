namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>Several dense vectors per point. Two points are as near as their rows, each taken with the nearest of the other's (MaxSim).</summary>
internal sealed class MultiStore(VectorParameters parameters) : VectorStore(parameters)
{
    private VectorData.Multi?[] _vectors = [];

    public override VectorData Get(int slot) => _vectors[slot]!;

    public override Scorer Compare(VectorData target) => new MaxSimScorer(this, (VectorData.Multi)target);

    protected override void Write(int slot, VectorData vector)
    {
        if (slot >= _vectors.Length)
        {
            Array.Resize(ref _vectors, Math.Max(64, Math.Max(slot + 1, _vectors.Length * 2)));
        }
        _vectors[slot] = (VectorData.Multi)vector;
    }

    protected override void Erase(int slot) => _vectors[slot] = null;

    protected override void Free() => _vectors = [];

    private sealed class MaxSimScorer(MultiStore store, VectorData.Multi target) : Scorer
    {
        public override float Score(int slot)
        {
            var stored = store._vectors[slot]!;
            var sum = 0f;
            for (var row = 0; row < target.Rows; row++)
            {
                var nearest = float.NegativeInfinity;
                for (var other = 0; other < stored.Rows; other++)
                {
                    nearest = MathF.Max(nearest, store.Parameters.Distance.Similarity(target.Row(row), stored.Row(other)));
                }
                sum += nearest;
            }
            return sum;
        }
    }
}
