namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>The codes that a search compares before it compares the vectors. The values are written to disk.</summary>
internal enum Quantization
{
    None = 0,
    Scalar = 1,
    Binary = 2,
}
