namespace EventAi.Emulators.Qdrant.State;

/// <summary>How sure changes are before they are answered.</summary>
/// <param name="FlushInterval">What the page cache holds is on the disk after this time at the latest; zero for before every answer.</param>
/// <param name="MinCheckpoint">A log of fewer bytes is not made into a segment.</param>
internal sealed record StoreSettings(TimeSpan FlushInterval, long MinCheckpoint, TimeProvider Clock);
