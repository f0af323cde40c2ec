namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>What a number of a vector is rounded to before it is stored. The values are written to disk.</summary>
internal enum ElementType
{
    Float32 = 0,
    Float16 = 1,
    Uint8 = 2,
}
