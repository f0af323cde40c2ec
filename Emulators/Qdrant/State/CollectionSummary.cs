namespace EventAi.Emulators.Qdrant.State;

/// <summary>What a collection holds right now.</summary>
internal sealed record CollectionSummary(int Points, IReadOnlyList<(FieldIndexDefinition Index, int Points)> Indexes);
