namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>A member asks for its assignment; the leader brings everyone's, by member id.</summary>
internal sealed record SyncRequest(
    string MemberId,
    string? InstanceId,
    int Generation,
    string? ProtocolType,
    string? Protocol,
    IReadOnlyDictionary<string, byte[]> Assignments);
