namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>A vector made ready for comparison with <see cref="Int8Codes"/>.</summary>
/// <param name="Scale">What one unit of a value stands for.</param>
/// <param name="Squared">The squared length of the vector.</param>
internal sealed record Int8Query(short[] Values, float Scale, float Squared);
