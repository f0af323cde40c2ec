using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Groups;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// SyncGroup (14), versions 0-5. Answered when the leader has brought the assignment; a leader that does not within the rebalance timeout
/// leaves the group. Assignments are opaque: eager and cooperative strategies work alike.
/// </summary>
internal sealed class SyncGroup(BrokerState state) : TypedApi<SyncGroup.Request, SyncGroup.Response>(ApiKey.SyncGroup, 0, 5, 4)
{
    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var assignments = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var assignment in request.Assignments)
        {
            assignments[assignment.MemberId] = assignment.Data.ToArray();
        }

        var synced = await state.Groups.Sync(request.GroupId, new SyncRequest(
            request.MemberId, request.InstanceId, request.Generation, request.ProtocolType, request.Protocol, assignments)).WaitAsync(context.Closed);
        return new Response { Error = synced.Error, ProtocolType = synced.ProtocolType, Protocol = synced.Protocol, Assignment = synced.Assignment };
    }

    internal sealed class Request : IWireStruct
    {
        public string GroupId = "";
        public int Generation;
        public string MemberId = "";
        public string? InstanceId;
        public string? ProtocolType;
        public string? Protocol;
        public List<Assignment> Assignments = [];

        public void Describe(WireFields fields)
        {
            fields.String(ref GroupId);
            fields.Int32(ref Generation);
            fields.String(ref MemberId);
            fields.NullableString(ref InstanceId, since: 3);
            fields.NullableString(ref ProtocolType, since: 5);
            fields.NullableString(ref Protocol, since: 5);
            fields.Array(ref Assignments);
        }

        internal sealed class Assignment : IWireStruct
        {
            public string MemberId = "";
            public ReadOnlyMemory<byte> Data;

            public void Describe(WireFields fields)
            {
                fields.String(ref MemberId);
                fields.Bytes(ref Data);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;
        public string? ProtocolType;
        public string? Protocol;
        public ReadOnlyMemory<byte> Assignment;

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 1);
            fields.Error(ref Error);
            fields.NullableString(ref ProtocolType, since: 5);
            fields.NullableString(ref Protocol, since: 5);
            fields.Bytes(ref Assignment);
        }
    }
}
