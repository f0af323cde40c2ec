namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>Points should be nearer to the positive example than to the negative one.</summary>
internal sealed record ContextPair(VectorInput Positive, VectorInput Negative);
