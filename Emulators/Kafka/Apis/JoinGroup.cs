using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Groups;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// JoinGroup (11), versions 0-9. Classic rebalance: answered when all members have joined or the rebalance timeout is over. From version 4 on a
/// new member is told its id first (MEMBER_ID_REQUIRED); static members (from 5) take their old place without a rebalance.
/// Not emulated: the next-generation protocol (KIP-848).
/// </summary>
internal sealed class JoinGroup(BrokerState state) : TypedApi<JoinGroup.Request, JoinGroup.Response>(ApiKey.JoinGroup, 0, 9, 6)
{
    private const int FirstWithKnownIds = 4;

    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var joined = await state.Groups.Join(request.GroupId, new JoinRequest(
            request.MemberId,
            request.InstanceId,
            context.ClientId,
            context.ClientHost,
            request.SessionTimeoutMs,
            request.RebalanceTimeoutMs < 0 ? request.SessionTimeoutMs : request.RebalanceTimeoutMs,
            request.ProtocolType,
            [.. request.Protocols.Select(p => new GroupProtocol(p.Name, p.Metadata.ToArray()))],
            context.Version >= FirstWithKnownIds)).WaitAsync(context.Closed);
        return new Response
        {
            Error = joined.Error,
            Generation = joined.Generation,
            ProtocolType = joined.ProtocolType,
            Protocol = joined.Protocol,
            Leader = joined.Leader,
            SkipAssignment = joined.SkipAssignment,
            MemberId = joined.MemberId,
            Members = [.. joined.Members.Select(m => new Response.Member { Id = m.MemberId, InstanceId = m.InstanceId, Metadata = m.Metadata })],
        };
    }

    internal sealed class Request : IWireStruct
    {
        public string GroupId = "";
        public int SessionTimeoutMs;
        public int RebalanceTimeoutMs = -1;
        public string MemberId = "";
        public string? InstanceId;
        public string ProtocolType = "";
        public List<Protocol> Protocols = [];
        public string? Reason;

        public void Describe(WireFields fields)
        {
            fields.String(ref GroupId);
            fields.Int32(ref SessionTimeoutMs);
            fields.Int32(ref RebalanceTimeoutMs, since: 1);
            fields.String(ref MemberId);
            fields.NullableString(ref InstanceId, since: 5);
            fields.String(ref ProtocolType);
            fields.Array(ref Protocols);
            fields.NullableString(ref Reason, since: 8);
        }

        internal sealed class Protocol : IWireStruct
        {
            public string Name = "";
            public ReadOnlyMemory<byte> Metadata;

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Bytes(ref Metadata);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;
        public int Generation = -1;
        public string? ProtocolType;
        public string? Protocol;
        public string Leader = "";
        public bool SkipAssignment;
        public string MemberId = "";
        public List<Member> Members = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 2);
            fields.Error(ref Error);
            fields.Int32(ref Generation);
            fields.NullableString(ref ProtocolType, since: 7);
            fields.NullableString(ref Protocol, nullSince: 7);
            fields.String(ref Leader);
            fields.Bool(ref SkipAssignment, since: 9);
            fields.String(ref MemberId);
            fields.Array(ref Members);
        }

        internal sealed class Member : IWireStruct
        {
            public string Id = "";
            public string? InstanceId;
            public ReadOnlyMemory<byte> Metadata;

            public void Describe(WireFields fields)
            {
                fields.String(ref Id);
                fields.NullableString(ref InstanceId, since: 5);
                fields.Bytes(ref Metadata);
            }
        }
    }
}
