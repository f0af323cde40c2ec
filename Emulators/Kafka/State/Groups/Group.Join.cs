namespace EventAi.Emulators.Kafka.State.Groups;

/// <content>Joining, and the rebalance that it leads to.</content>
internal sealed partial class Group
{
    /// <summary><paramref name="joined"/> completes when the member's next generation begins, or at once where there is nothing to wait for. False when the group has ended.</summary>
    public bool TryJoin(JoinRequest request, out Task<JoinResult> joined)
    {
        lock (_lock)
        {
            joined = _state == GroupState.Dead ? Answer(KafkaError.UnknownMemberId, request.MemberId) : Join(request);
            return _state != GroupState.Dead;
        }
    }

    private Task<JoinResult> Join(JoinRequest request)
    {
        if (!CanTakePart(request))
        {
            return Answer(KafkaError.InconsistentGroupProtocol, request.MemberId);
        }

        if (request.MemberId.Length == 0)
        {
            return JoinNew(request);
        }

        if (_pending.Remove(request.MemberId))
        {
            return Add(new GroupMember(request.MemberId, request));
        }

        if (request.InstanceId is { } instance && _static.TryGetValue(instance, out var current) && current.Id != request.MemberId)
        {
            return Answer(KafkaError.FencedInstanceId, request.MemberId);
        }

        return _members.TryGetValue(request.MemberId, out var member)
            ? Rejoin(member, request)
            : Answer(KafkaError.UnknownMemberId, request.MemberId);
    }

    private static Task<JoinResult> Answer(KafkaError error, string memberId) => Task.FromResult(new JoinResult(error, memberId));

    private Task<JoinResult> JoinNew(JoinRequest request)
    {
        var newId = $"{request.InstanceId ?? request.ClientId}-{Guid.NewGuid()}";
        if (request.InstanceId is { } instance)
        {
            return _static.TryGetValue(instance, out var old) ? Replace(old, newId, request) : Add(new GroupMember(newId, request));
        }

        if (!request.MemberIdRequired)
        {
            return Add(new GroupMember(newId, request));
        }

        _pending[newId] = Now + request.SessionTimeoutMs;
        return Answer(KafkaError.MemberIdRequired, newId);
    }

    private Task<JoinResult> Add(GroupMember member)
    {
        _members.Add(member.Id, member);
        if (member.InstanceId is { } instance)
        {
            _static[instance] = member;
        }

        _protocolType ??= member.Request.ProtocolType;
        return AwaitRebalance(member, member.Request);
    }

    private Task<JoinResult> Rejoin(GroupMember member, JoinRequest request)
    {
        var same = member.HasSameProtocols(request);
        var needed = _state switch
        {
            // The answer to its last join was lost.
            GroupState.CompletingRebalance => !same,

            // The leader joins again to assign anew; a follower that changed nothing only missed an answer.
            GroupState.Stable => !same || member.Id == _leader,
            _ => true,
        };
        if (needed)
        {
            return AwaitRebalance(member, request);
        }

        member.Update(request);
        member.Touch(Now);
        return Task.FromResult(Result(member));
    }

    /// <summary>A static member came back under a new id: with the same subscription it takes its old place, without a rebalance (KIP-345).</summary>
    private Task<JoinResult> Replace(GroupMember old, string newId, JoinRequest request)
    {
        var member = new GroupMember(newId, request) { Assignment = old.Assignment };
        var wasLeader = _leader == old.Id;
        _members.Remove(old.Id);
        _members.Add(newId, member);
        _static[request.InstanceId!] = member;
        _leader = wasLeader ? newId : _leader;
        old.AnswerJoin(new JoinResult(KafkaError.FencedInstanceId, old.Id));
        old.AnswerSync(new SyncResult(KafkaError.FencedInstanceId));
        if (_state != GroupState.Stable || !old.HasSameProtocols(request))
        {
            return AwaitRebalance(member, request);
        }

        member.Touch(Now);

        // Clients that do not know SkipAssignment must not take themselves for the leader: they are told the id that is gone.
        return Task.FromResult(Result(member) with { Leader = wasLeader ? old.Id : _leader!, Members = [], SkipAssignment = wasLeader });
    }

    private Task<JoinResult> AwaitRebalance(GroupMember member, JoinRequest request)
    {
        member.Update(request);
        member.Touch(Now);
        var joined = member.AwaitJoin();
        if (_state == GroupState.PreparingRebalance)
        {
            TryCompleteJoin();
        }
        else
        {
            PrepareRebalance();
        }

        return joined;
    }

    private void PrepareRebalance()
    {
        foreach (var member in _members.Values)
        {
            member.AnswerSync(new SyncResult(KafkaError.RebalanceInProgress));
        }

        _gathering = _state == GroupState.Empty && initialDelayMs > 0;
        _state = GroupState.PreparingRebalance;
        _deadline = Now + (_gathering ? initialDelayMs : LongestRebalance());
        TryCompleteJoin();
    }

    private void TryCompleteJoin()
    {
        if (_state == GroupState.PreparingRebalance && !_gathering && _pending.Count == 0 && _members.Values.All(m => m.IsJoining))
        {
            CompleteJoin();
        }
    }

    private void CompleteJoin()
    {
        foreach (var late in _members.Values.Where(m => !m.IsJoining && m.InstanceId is null).ToList())
        {
            _members.Remove(late.Id);
        }

        _generation++;
        if (_members.Count == 0)
        {
            (_state, _protocolType, _protocol, _leader) = (GroupState.Empty, null, null, null);
            return;
        }

        if (_members.Values.FirstOrDefault(m => m.IsJoining) is not { } first)
        {
            // Only static members, none of which is back yet: they have until their sessions end.
            _deadline = Now + LongestRebalance();
            return;
        }

        _leader = _leader is not null && _members.TryGetValue(_leader, out var leader) && leader.IsJoining ? _leader : first.Id;
        _protocol = Vote();
        _state = GroupState.CompletingRebalance;
        _deadline = Now + LongestRebalance();
        foreach (var member in _members.Values)
        {
            member.Assignment = [];
            member.Touch(Now);
            member.AnswerJoin(Result(member));
        }
    }

    private JoinResult Result(GroupMember member) => new(KafkaError.None, member.Id)
    {
        Generation = _generation,
        ProtocolType = _protocolType,
        Protocol = _protocol,
        Leader = _leader ?? "",
        Members = member.Id == _leader ? [.. _members.Values.Select(m => new JoinedMember(m.Id, m.InstanceId, m.Metadata(_protocol)))] : [],
    };

    /// <summary>The strategy that most members like best among those that all support.</summary>
    private string Vote() =>
        _members.Values
            .Select(m => m.Request.Protocols.First(p => _members.Values.All(other => other.Supports(p.Name))).Name)
            .GroupBy(name => name, StringComparer.Ordinal)
            .MaxBy(votes => votes.Count())!.Key;

    private bool CanTakePart(JoinRequest request)
    {
        var others = _members.Values.Where(m => m.Id != request.MemberId && (request.InstanceId is null || m.InstanceId != request.InstanceId)).ToList();
        return request.ProtocolType.Length > 0
            && request.Protocols.Count > 0
            && (others.Count == 0 || (_protocolType == request.ProtocolType && request.Protocols.Any(p => others.All(m => m.Supports(p.Name)))));
    }

    private int LongestRebalance() => _members.Count == 0 ? 0 : _members.Values.Max(m => m.Request.RebalanceTimeoutMs);
}
