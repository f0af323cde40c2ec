namespace EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

/// <summary>Rates nodes for one query; a struct, so that the walk is compiled for each kind.</summary>
internal interface INodeScorer
{
    float Score(int slot);

    /// <summary>The slot will be rated soon.</summary>
    void Prefetch(int slot);
}
