namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>A point that a stage of a query found, and the score that clients see.</summary>
internal readonly record struct Hit(int Slot, float Score, OrderValue? Order = null);
