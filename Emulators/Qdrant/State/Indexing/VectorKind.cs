namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>The values are written to disk.</summary>
internal enum VectorKind
{
    Dense = 0,
    Sparse = 1,
    Multi = 2,
}
