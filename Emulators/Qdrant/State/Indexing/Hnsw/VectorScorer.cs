namespace EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

/// <summary>By the vectors themselves.</summary>
internal readonly struct VectorScorer(DenseStore store, float[] target) : INodeScorer
{
    private readonly Distance _distance = store.Parameters.Distance;

    public float Score(int slot) => _distance.Similarity(target, store[slot]);

    public void Prefetch(int slot) => store.Prefetch(slot);
}
