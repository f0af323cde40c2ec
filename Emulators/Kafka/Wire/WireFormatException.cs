namespace EventAi.Emulators.Kafka.Wire;

/// <summary>A frame does not have the shape that its header promises. The connection it came on is closed; no other is touched.</summary>
public sealed class WireFormatException(string message) : Exception(message);
