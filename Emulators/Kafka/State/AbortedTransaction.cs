namespace EventAi.Emulators.Kafka.State;

/// <summary>A transaction that a producer aborted in a partition: from its first record to its abort marker, both included.</summary>
internal readonly record struct AbortedTransaction(long ProducerId, long FirstOffset, long LastOffset);
