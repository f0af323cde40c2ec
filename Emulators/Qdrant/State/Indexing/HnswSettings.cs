namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>How a dense vector is indexed; the defaults are Qdrant's.</summary>
/// <param name="M">Links per node, twice that on the lowest layer; 0 for no graph at all.</param>
/// <param name="EfConstruct">Candidates looked at for the links of a new node, and by a search that names no <c>hnsw_ef</c>.</param>
/// <param name="FullScanThreshold">In kilobytes: searches over fewer vectors than fill these compare every one.</param>
/// <param name="IndexingThreshold">In kilobytes: fewer vectors than fill these get no graph; 0 for never one.</param>
/// <param name="MaxThreads">Threads that build; 0 for one per processor.</param>
internal sealed record HnswSettings(
    int M = 16, int EfConstruct = 100, int FullScanThreshold = 10_000, int IndexingThreshold = 10_000, int MaxThreads = 0, Quantization Quantization = Quantization.None);
