using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>LeaveGroup (13), versions 0-5 (3: several members at once, static ones by instance id). The others rebalance at once.</summary>
internal sealed class LeaveGroup(BrokerState state) : TypedApi<LeaveGroup.Request, LeaveGroup.Response>(ApiKey.LeaveGroup, 0, 5, 4)
{
    private const int FirstWithMembers = 3;

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        if (context.Version < FirstWithMembers)
        {
            return new(new Response { Error = state.Groups.Leave(request.GroupId, request.MemberId, null) });
        }

        return new(new Response
        {
            Members =
            [
                .. request.Members.Select(m => new Response.Member
                {
                    Id = m.Id,
                    InstanceId = m.InstanceId,
                    Error = state.Groups.Leave(request.GroupId, m.Id, m.InstanceId),
                }),
            ],
        });
    }

    internal sealed class Request : IWireStruct
    {
        public string GroupId = "";
        public string MemberId = "";
        public List<Member> Members = [];

        public void Describe(WireFields fields)
        {
            fields.String(ref GroupId);
            fields.String(ref MemberId, until: 2);
            fields.Array(ref Members, since: 3);
        }

        internal sealed class Member : IWireStruct
        {
            public string Id = "";
            public string? InstanceId;
            public string? Reason;

            public void Describe(WireFields fields)
            {
                fields.String(ref Id);
                fields.NullableString(ref InstanceId);
                fields.NullableString(ref Reason, since: 5);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;
        public List<Member> Members = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 1);
            fields.Error(ref Error);
            fields.Array(ref Members, since: 3);
        }

        internal sealed class Member : IWireStruct
        {
            public string Id = "";
            public string? InstanceId;
            public KafkaError Error;

            public void Describe(WireFields fields)
            {
                fields.String(ref Id);
                fields.NullableString(ref InstanceId);
                fields.Error(ref Error);
            }
        }
    }
}
