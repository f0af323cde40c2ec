namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>
/// One consumer group of the classic protocol: members join, the broker picks the strategy that all support, the leader among the members
/// assigns, every member syncs. Any change of the membership starts over with the next generation. Members are not durable: after a restart of
/// the broker they are told that they are unknown and join again, and go on from the group's committed offsets, which are durable.
/// </summary>
internal sealed partial class Group(string id, TimeProvider time, int initialDelayMs)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, GroupMember> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroupMember> _static = new(StringComparer.Ordinal);

    /// <summary>Ids given out with MEMBER_ID_REQUIRED, and when they lapse.</summary>
    private readonly Dictionary<string, long> _pending = new(StringComparer.Ordinal);

    private GroupState _state = GroupState.Empty;
    private int _generation;
    private string? _protocolType;
    private string? _protocol;
    private string? _leader;
    private long _deadline;
    private bool _gathering;

    public string Id { get; } = id;

    private long Now => (long)time.GetElapsedTime(0, time.GetTimestamp()).TotalMilliseconds;

    public GroupDescription Describe()
    {
        lock (_lock)
        {
            var members = _members.Values.Select(m => new MemberDescription(
                m.Id, m.InstanceId, m.Request.ClientId, m.Request.ClientHost, m.Metadata(_protocol), m.Assignment));
            return new GroupDescription(Id, _state, _protocolType ?? "", _state is GroupState.Stable ? _protocol ?? "" : "", [.. members]);
        }
    }

    public KafkaError Heartbeat(string memberId, string? instanceId, int generation)
    {
        lock (_lock)
        {
            var error = Check(memberId, instanceId, generation, out var member);
            if (error == KafkaError.None)
            {
                member!.Touch(Now);
                error = _state == GroupState.PreparingRebalance ? KafkaError.RebalanceInProgress : KafkaError.None;
            }

            return error;
        }
    }

    /// <summary>Whether the sender of a commit may commit: a current member, or anyone while the group has no members.</summary>
    public KafkaError CheckCommit(string memberId, string? instanceId, int generation)
    {
        lock (_lock)
        {
            if (generation < 0 && _members.Count == 0)
            {
                return KafkaError.None;
            }

            var error = Check(memberId, instanceId, generation, out var member);
            if (error == KafkaError.None)
            {
                member!.Touch(Now);
                error = _state == GroupState.CompletingRebalance ? KafkaError.RebalanceInProgress : KafkaError.None;
            }

            return error;
        }
    }

    public KafkaError Leave(string memberId, string? instanceId)
    {
        lock (_lock)
        {
            if (_pending.Remove(memberId))
            {
                TryCompleteJoin();
                return KafkaError.None;
            }

            GroupMember? member;
            if (instanceId is not null)
            {
                if (!_static.TryGetValue(instanceId, out member))
                {
                    return KafkaError.UnknownMemberId;
                }

                if (memberId.Length > 0 && member.Id != memberId)
                {
                    return KafkaError.FencedInstanceId;
                }
            }
            else if (!_members.TryGetValue(memberId, out member))
            {
                return KafkaError.UnknownMemberId;
            }

            Remove(member);
            return KafkaError.None;
        }
    }

    /// <summary>Looks at every timer of the group: lapsed ids, dead members, the end of a rebalance.</summary>
    public void Tick()
    {
        lock (_lock)
        {
            var now = Now;
            foreach (var (pending, deadline) in _pending)
            {
                if (deadline <= now)
                {
                    _pending.Remove(pending);
                    TryCompleteJoin();
                }
            }

            foreach (var dead in _members.Values.Where(m => !m.IsJoining && !m.IsSyncing && m.SessionDeadline <= now).ToList())
            {
                Remove(dead);
            }

            if (_deadline <= now && _state == GroupState.PreparingRebalance)
            {
                _gathering = false;
                CompleteJoin();
            }
            else if (_deadline <= now && _state == GroupState.CompletingRebalance)
            {
                foreach (var silent in _members.Values.Where(m => !m.IsSyncing).ToList())
                {
                    Remove(silent);
                }
            }
        }
    }

    /// <summary>Ends the group if nobody is in it; from then on it answers nothing but <see cref="GroupState.Dead"/>.</summary>
    public bool TryEnd()
    {
        lock (_lock)
        {
            if (_members.Count > 0 || _pending.Count > 0)
            {
                return false;
            }

            _state = GroupState.Dead;
            return true;
        }
    }

    private KafkaError Check(string memberId, string? instanceId, int generation, out GroupMember? member)
    {
        if (instanceId is not null && _static.TryGetValue(instanceId, out var current) && current.Id != memberId)
        {
            member = null;
            return KafkaError.FencedInstanceId;
        }

        return !_members.TryGetValue(memberId, out member) ? KafkaError.UnknownMemberId
            : generation != _generation ? KafkaError.IllegalGeneration
            : KafkaError.None;
    }

    private void Remove(GroupMember member)
    {
        _members.Remove(member.Id);
        if (member.InstanceId is { } instance && _static.TryGetValue(instance, out var current) && current == member)
        {
            _static.Remove(instance);
        }

        if (_leader == member.Id)
        {
            _leader = null;
        }

        member.AnswerJoin(new JoinResult(KafkaError.UnknownMemberId, member.Id));
        member.AnswerSync(new SyncResult(KafkaError.UnknownMemberId));
        if (_state is GroupState.Stable or GroupState.CompletingRebalance)
        {
            PrepareRebalance();
        }
        else
        {
            TryCompleteJoin();
        }
    }
}
