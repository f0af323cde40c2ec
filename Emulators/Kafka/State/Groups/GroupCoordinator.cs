using System.Collections.Concurrent;

namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>All groups of the broker, their committed offsets and their timers.</summary>
internal sealed class GroupCoordinator(OffsetStore offsets, KafkaOptions options, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly PeriodicTimer _timer = new(TickInterval, time);
    private Task _ticking = Task.CompletedTask;

    public OffsetStore Offsets { get; } = offsets;

    public void Start() => _ticking = TickAsync();

    public Task<JoinResult> Join(string groupId, JoinRequest request)
    {
        if (groupId.Length == 0)
        {
            return Task.FromResult(new JoinResult(KafkaError.InvalidGroupId, request.MemberId));
        }

        if (request.SessionTimeoutMs < options.GroupMinSessionMs || request.SessionTimeoutMs > options.GroupMaxSessionMs)
        {
            return Task.FromResult(new JoinResult(KafkaError.InvalidSessionTimeout, request.MemberId));
        }

        while (true)
        {
            var group = _groups.GetOrAdd(groupId, static (id, self) => self.NewGroup(id), this);
            if (group.TryJoin(request, out var joined))
            {
                return joined;
            }

            _groups.TryRemove(new KeyValuePair<string, Group>(groupId, group));
        }
    }

    public Task<SyncResult> Sync(string groupId, SyncRequest request) =>
        _groups.TryGetValue(groupId, out var group) ? group.Sync(request) : Task.FromResult(new SyncResult(NoSuchGroup(groupId)));

    public KafkaError Heartbeat(string groupId, string memberId, string? instanceId, int generation) =>
        _groups.TryGetValue(groupId, out var group) ? group.Heartbeat(memberId, instanceId, generation) : NoSuchGroup(groupId);

    public KafkaError Leave(string groupId, string memberId, string? instanceId) =>
        _groups.TryGetValue(groupId, out var group) ? group.Leave(memberId, instanceId) : NoSuchGroup(groupId);

    /// <summary>Whether a commit is allowed: members of a live group in its current generation, anyone for a group that has none.</summary>
    public KafkaError CheckCommit(string groupId, string memberId, string? instanceId, int generation)
    {
        if (groupId.Length == 0)
        {
            return KafkaError.InvalidGroupId;
        }

        return _groups.TryGetValue(groupId, out var group) ? group.CheckCommit(memberId, instanceId, generation)
            : generation < 0 ? KafkaError.None
            : KafkaError.UnknownMemberId;
    }

    public GroupDescription Describe(string groupId) =>
        _groups.TryGetValue(groupId, out var group) && group.Describe() is { State: not GroupState.Dead } live ? live
            : new GroupDescription(groupId, Offsets.Has(groupId) ? GroupState.Empty : GroupState.Dead, Offsets.Has(groupId) ? "consumer" : "", "", []);

    public IReadOnlyList<GroupDescription> List() =>
        [.. _groups.Keys.Union(Offsets.Groups, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Describe).Where(g => g.State != GroupState.Dead)];

    public KafkaError Delete(string groupId)
    {
        if (_groups.TryGetValue(groupId, out var group))
        {
            if (!group.TryEnd())
            {
                return KafkaError.NonEmptyGroup;
            }

            _groups.TryRemove(new KeyValuePair<string, Group>(groupId, group));
            Offsets.DropGroup(groupId);
            return KafkaError.None;
        }

        return Offsets.DropGroup(groupId) ? KafkaError.None : KafkaError.GroupIdNotFound;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _ticking;
        Offsets.Dispose();
    }

    private static KafkaError NoSuchGroup(string groupId) => groupId.Length == 0 ? KafkaError.InvalidGroupId : KafkaError.UnknownMemberId;

    private Group NewGroup(string id) => new(id, time, options.GroupInitialDelayMs);

    private async Task TickAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            foreach (var group in _groups.Values)
            {
                group.Tick();
            }
        }
    }
}
