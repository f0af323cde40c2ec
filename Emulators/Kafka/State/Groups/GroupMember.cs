namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>A member of a group; guarded by the group's lock.</summary>
internal sealed class GroupMember(string id, JoinRequest request)
{
    public string Id { get; } = id;

    public JoinRequest Request { get; private set; } = request;

    public string? InstanceId => Request.InstanceId;

    public byte[] Assignment { get; set; } = [];

    /// <summary>Milliseconds of the group's clock at which the member counts as dead, unless it waits for an answer.</summary>
    public long SessionDeadline { get; private set; }

    public bool IsJoining => Joining is not null;

    public bool IsSyncing => Syncing is not null;

    private TaskCompletionSource<JoinResult>? Joining { get; set; }

    private TaskCompletionSource<SyncResult>? Syncing { get; set; }

    public void Update(JoinRequest request) => Request = request;

    public void Touch(long now) => SessionDeadline = now + Request.SessionTimeoutMs;

    public bool Supports(string protocol) => Request.Protocols.Any(p => p.Name == protocol);

    public byte[] Metadata(string? protocol) => Request.Protocols.FirstOrDefault(p => p.Name == protocol).Metadata ?? [];

    public bool HasSameProtocols(JoinRequest other) =>
        Request.Protocols.Count == other.Protocols.Count
        && Request.Protocols.Zip(other.Protocols).All(p => p.First.Name == p.Second.Name && p.First.Metadata.AsSpan().SequenceEqual(p.Second.Metadata));

    public Task<JoinResult> AwaitJoin()
    {
        // A second join of the same member means that it gave up on the first.
        AnswerJoin(new JoinResult(KafkaError.RebalanceInProgress, Id));
        Joining = new TaskCompletionSource<JoinResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Joining.Task;
    }

    public void AnswerJoin(JoinResult result)
    {
        Joining?.TrySetResult(result);
        Joining = null;
    }

    public Task<SyncResult> AwaitSync()
    {
        AnswerSync(new SyncResult(KafkaError.RebalanceInProgress));
        Syncing = new TaskCompletionSource<SyncResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Syncing.Task;
    }

    public void AnswerSync(SyncResult result)
    {
        Syncing?.TrySetResult(result);
        Syncing = null;
    }
}
