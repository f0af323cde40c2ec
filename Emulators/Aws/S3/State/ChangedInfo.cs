namespace EventAi.Emulators.Aws.S3.State;

/// <summary>What was changed after a large object was written, beside it; it counts only for the object of that sequence.</summary>
internal sealed record ChangedInfo(long Sequence, IReadOnlyDictionary<string, string> Tags, ObjectLock? Lock = null, IReadOnlyList<AclGrant>? Acl = null, DateTimeOffset? RestoredUntil = null);
