namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>A member's wish to be in the next generation. Timeouts in milliseconds; protocols in the member's order of preference.</summary>
internal sealed record JoinRequest(
    string MemberId,
    string? InstanceId,
    string ClientId,
    string ClientHost,
    int SessionTimeoutMs,
    int RebalanceTimeoutMs,
    string ProtocolType,
    IReadOnlyList<GroupProtocol> Protocols,
    bool MemberIdRequired);
