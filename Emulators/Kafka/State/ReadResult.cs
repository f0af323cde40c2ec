namespace EventAi.Emulators.Kafka.State;

/// <summary>What a fetch of one partition found; <see cref="Slice"/> is null when there is nothing at the offset yet.</summary>
internal readonly record struct ReadResult(KafkaError Error, LogSlice? Slice);
