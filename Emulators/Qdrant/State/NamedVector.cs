namespace EventAi.Emulators.Qdrant.State;

/// <summary>A vector under its name ("" for the unnamed one), as the collection stores it.</summary>
internal sealed record NamedVector(string Name, float[] Data);
