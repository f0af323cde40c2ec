namespace EventAi.Emulators.Qdrant.State;

/// <summary>A vector of a point and its name, "" for the unnamed one.</summary>
internal sealed record NamedVector(string Name, VectorData Data);
