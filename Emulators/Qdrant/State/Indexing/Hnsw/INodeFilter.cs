namespace EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

/// <summary>Decides which nodes may be results; a walk leads through the others too.</summary>
internal interface INodeFilter
{
    bool Accepts(int slot);
}
