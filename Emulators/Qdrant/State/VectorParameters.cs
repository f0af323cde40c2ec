namespace EventAi.Emulators.Qdrant.State;

/// <summary>One named vector of a collection: its dimensions and its metric.</summary>
internal sealed record VectorParameters(int Size, Distance Distance);
