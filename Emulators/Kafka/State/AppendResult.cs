namespace EventAi.Emulators.Kafka.State;

/// <summary>Where a batch went. For a duplicate of a stored batch: where that one is.</summary>
internal readonly record struct AppendResult(KafkaError Error, long BaseOffset = -1, long LogAppendTime = -1, string? Message = null);
