namespace EventAi.Emulators.Qdrant.State;

/// <summary>A point as a client sends it; its vectors are not checked yet.</summary>
internal sealed record NewPoint(PointKey Id, IReadOnlyList<NamedVector> Vectors, Payload Payload);
