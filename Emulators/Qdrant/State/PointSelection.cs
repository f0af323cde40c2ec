namespace EventAi.Emulators.Qdrant.State;

/// <summary>The points an operation changes: those of some ids, or those that pass a filter.</summary>
internal sealed record PointSelection(IReadOnlyList<PointKey>? Ids, PointFilter? Filter);
