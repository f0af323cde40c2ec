namespace EventAi.Emulators.Qdrant.State;

/// <summary>A point as read.</summary>
/// <param name="Version">Sequence number of the operation that last changed the point.</param>
/// <param name="Score">0 where nothing was searched.</param>
/// <param name="Order">The value it was ordered by, if it was.</param>
internal sealed record PointRecord(PointKey Id, ulong Version, Payload Payload, IReadOnlyList<NamedVector> Vectors, float Score, OrderValue? Order = null);
