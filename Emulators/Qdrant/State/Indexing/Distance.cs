namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>The values are written to disk.</summary>
internal enum Distance
{
    Cosine = 1,
    Euclid = 2,
    Dot = 3,
    Manhattan = 4,
}
