namespace EventAi.Emulators.Kafka.State;

/// <summary>The sequence range of a stored batch, and where it went.</summary>
internal readonly record struct ProducedBatch(int FirstSequence, int LastSequence, long BaseOffset, long Timestamp);
