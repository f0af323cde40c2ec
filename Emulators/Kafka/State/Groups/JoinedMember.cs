namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>What the leader is told of each member to assign partitions to it.</summary>
internal sealed record JoinedMember(string MemberId, string? InstanceId, byte[] Metadata);
