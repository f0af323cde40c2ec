namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>A partition of a topic, as groups commit offsets for it.</summary>
internal readonly record struct OffsetKey(string Topic, int Partition);
