namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>An order by a payload value.</summary>
/// <param name="StartFrom">The first value that is wanted; times in microseconds since 1970.</param>
internal sealed record FieldOrder(PayloadPath Key, bool Descending, double? StartFrom);
