namespace EventAi.Emulators.Kafka.State;

/// <summary>Another broker holds the lock of the data directory.</summary>
internal sealed class DataDirectoryInUseException(string message, Exception inner) : IOException(message, inner);
