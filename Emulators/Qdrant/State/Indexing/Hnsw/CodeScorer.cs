namespace EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

/// <summary>By int8 codes.</summary>
internal readonly unsafe struct CodeScorer(Int8Codes codes, short* query, float scale, float squared) : INodeScorer
{
    public float Score(int slot) => codes.Similarity(query, scale, squared, slot);

    public void Prefetch(int slot) => codes.Prefetch(slot);
}
