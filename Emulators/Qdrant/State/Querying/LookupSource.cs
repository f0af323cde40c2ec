namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>Another collection (or another vector) from which the vectors of points named in a query are taken.</summary>
internal sealed record LookupSource(Collection Collection, string? Vector);
