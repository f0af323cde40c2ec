namespace EventAi.Emulators.Qdrant.State;

/// <summary>The limits of a collection in strict mode; null for none.</summary>
/// <param name="MaxConditionSize">Most values that one condition of a filter may name.</param>
internal sealed record StrictSettings(
    int? MaxQueryLimit = null, int? MaxEf = null, bool AllowExact = true, int? MaxUpsert = null, bool UnindexedFiltering = true, long? MaxPoints = null, int? MaxIndexes = null,
    bool UnindexedUpdates = true, double? MaxOversampling = null, int? MaxSearchBatch = null, int? MaxConditions = null, int? MaxConditionSize = null);
