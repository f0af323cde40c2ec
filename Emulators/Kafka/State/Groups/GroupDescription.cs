namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>A group at one moment.</summary>
internal sealed record GroupDescription(string Id, GroupState State, string ProtocolType, string Protocol, IReadOnlyList<MemberDescription> Members);
