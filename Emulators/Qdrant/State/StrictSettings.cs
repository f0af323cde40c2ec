namespace EventAi.Emulators.Qdrant.State;

/// <summary>The limits of a collection in strict mode; null for none.</summary>
internal sealed record StrictSettings(
    int? MaxQueryLimit = null, int? MaxEf = null, bool AllowExact = true, int? MaxUpsert = null, bool UnindexedFiltering = true, long? MaxPoints = null, int? MaxIndexes = null);
