namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>The offset that a group goes on from, and what its consumer noted beside it.</summary>
internal readonly record struct CommittedOffset(long Offset, int LeaderEpoch, string? Metadata);
