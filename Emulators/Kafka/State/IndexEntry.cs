namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// One entry of a segment's sparse index, for offsets and times alike: the batch that starts at <paramref name="Position"/> begins with
/// <paramref name="Offset"/>, and no batch in front of it holds a timestamp over <paramref name="MaxTimestampBefore"/>.
/// </summary>
internal readonly record struct IndexEntry(long Offset, long MaxTimestampBefore, int Position);
