namespace EventAi.Emulators.Kafka.State.Groups;

/// <content>Handing out the leader's assignment.</content>
internal sealed partial class Group
{
    /// <summary>Completes with the member's assignment when the leader has brought it.</summary>
    public Task<SyncResult> Sync(SyncRequest request)
    {
        lock (_lock)
        {
            var error = Check(request.MemberId, request.InstanceId, request.Generation, out var member);
            if (error == KafkaError.None && (Differs(request.ProtocolType, _protocolType) || Differs(request.Protocol, _protocol)))
            {
                error = KafkaError.InconsistentGroupProtocol;
            }

            if (error == KafkaError.None && _state == GroupState.PreparingRebalance)
            {
                error = KafkaError.RebalanceInProgress;
            }

            if (error != KafkaError.None)
            {
                return Task.FromResult(new SyncResult(error));
            }

            member!.Touch(Now);
            if (_state == GroupState.Stable)
            {
                return Task.FromResult(Assigned(member));
            }

            var synced = member.AwaitSync();
            if (member.Id == _leader)
            {
                Assign(request.Assignments);
            }

            return synced;
        }
    }

    private static bool Differs(string? told, string? known) => told is not null && told != known;

    private void Assign(IReadOnlyDictionary<string, byte[]> assignments)
    {
        _state = GroupState.Stable;
        foreach (var member in _members.Values)
        {
            member.Assignment = assignments.GetValueOrDefault(member.Id) ?? [];
            if (member.IsSyncing)
            {
                member.Touch(Now);
                member.AnswerSync(Assigned(member));
            }
        }
    }

    private SyncResult Assigned(GroupMember member) => new(KafkaError.None)
    {
        ProtocolType = _protocolType,
        Protocol = _protocol,
        Assignment = member.Assignment,
    };
}
