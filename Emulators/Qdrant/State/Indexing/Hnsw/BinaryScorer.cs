namespace EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

/// <summary>By one bit per dimension.</summary>
internal readonly struct BinaryScorer(BinaryCodes codes, ulong[] query) : INodeScorer
{
    public float Score(int slot) => -codes.Difference(query, slot);

    public void Prefetch(int slot)
    {
        // A row is a line or two: fetching it early gains nothing.
    }
}
