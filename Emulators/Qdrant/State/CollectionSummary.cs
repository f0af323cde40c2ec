namespace EventAi.Emulators.Qdrant.State;

/// <summary>What a collection holds right now.</summary>
/// <param name="IndexedVectors">Vectors in a graph.</param>
/// <param name="IsIndexing">More of them will be soon.</param>
internal sealed record CollectionSummary(int Points, IReadOnlyList<(FieldIndexDefinition Index, int Points)> Indexes, int IndexedVectors, bool IsIndexing);
