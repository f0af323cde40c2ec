namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>A member's assignment, as the leader encoded it.</summary>
internal sealed record SyncResult(KafkaError Error)
{
    public string? ProtocolType { get; init; }

    public string? Protocol { get; init; }

    public byte[] Assignment { get; init; } = [];
}
