namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>A member as DescribeGroups shows it.</summary>
internal sealed record MemberDescription(string Id, string? InstanceId, string ClientId, string ClientHost, byte[] Metadata, byte[] Assignment);
