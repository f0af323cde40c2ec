namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// Where a record and its key lie in the unpacked records of its batch. <see cref="KeyLength"/> is -1 for a record without a key;
/// one without a value deletes its key in a compacted topic.
/// </summary>
internal readonly record struct RecordPosition(int Start, int End, long TimestampDelta, int OffsetDelta, int KeyStart, int KeyLength, bool HasValue);
