namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Tags that were changed after the object was written, beside it; they count only for the object of that sequence.</summary>
internal sealed record ChangedTags(long Sequence, IReadOnlyDictionary<string, string> Tags);
