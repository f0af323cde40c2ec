namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>A new generation as one member sees it: <see cref="Members"/> is filled for the leader only.</summary>
internal sealed record JoinResult(KafkaError Error, string MemberId)
{
    public int Generation { get; init; } = -1;

    public string? ProtocolType { get; init; }

    public string? Protocol { get; init; }

    public string Leader { get; init; } = "";

    public IReadOnlyList<JoinedMember> Members { get; init; } = [];

    /// <summary>The leader is back (static membership) and the assignment stands: it must not assign anew.</summary>
    public bool SkipAssignment { get; init; }
}
