namespace EventAi.Emulators.Aws.S3.State;

/// <summary>What a deletion came to.</summary>
/// <param name="Outcome">Anything but Done: nothing was changed.</param>
/// <param name="Removed">The version that is gone; null for none.</param>
/// <param name="Marker">The delete marker that was put in its place; null for none.</param>
internal sealed record DeletedObject(WriteOutcome Outcome, ObjectInfo? Removed = null, ObjectInfo? Marker = null);
