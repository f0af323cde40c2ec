namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>An assignment strategy that a member supports, with its subscription as the strategy encodes it: opaque to the broker.</summary>
internal readonly record struct GroupProtocol(string Name, byte[] Metadata);
