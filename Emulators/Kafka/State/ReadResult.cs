namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// What a fetch of one partition found; <see cref="Slice"/> is null when there is nothing at the offset yet. No record of the slice
/// has <paramref name="EndOffset"/> or a later offset.
/// </summary>
internal readonly record struct ReadResult(KafkaError Error, LogSlice? Slice, long EndOffset = -1);
