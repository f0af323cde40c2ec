using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// DescribeGroups (15), versions 0-5. State, strategy and members with their subscriptions and assignments; an unknown group is Dead.
/// Not emulated: authorized operations (always unknown).
/// </summary>
internal sealed class DescribeGroups(BrokerState state) : TypedApi<DescribeGroups.Request, DescribeGroups.Response>(ApiKey.DescribeGroups, 0, 5, 5)
{
    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) =>
        new(new Response { Groups = [.. request.Groups.Select(Describe)] });

    private Response.Group Describe(string id)
    {
        var group = state.Groups.Describe(id);
        return new Response.Group
        {
            Id = id,
            State = group.State.ToString(),
            ProtocolType = group.ProtocolType,
            Protocol = group.Protocol,
            Members = [.. group.Members.Select(m => new Response.Member
            {
                Id = m.Id,
                InstanceId = m.InstanceId,
                ClientId = m.ClientId,
                ClientHost = m.ClientHost,
                Metadata = m.Metadata,
                Assignment = m.Assignment,
            })],
        };
    }

    internal sealed class Request : IWireStruct
    {
        public List<string> Groups = [];
        public bool IncludeOperations;

        public void Describe(WireFields fields)
        {
            fields.StringArray(ref Groups);
            fields.Bool(ref IncludeOperations, since: 3);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Group> Groups = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 1);
            fields.Array(ref Groups);
        }

        internal sealed class Group : IWireStruct
        {
            public KafkaError Error;
            public string Id = "";
            public string State = "";
            public string ProtocolType = "";
            public string Protocol = "";
            public List<Member> Members = [];
            public int Operations = int.MinValue;

            public void Describe(WireFields fields)
            {
                fields.Error(ref Error);
                fields.String(ref Id);
                fields.String(ref State);
                fields.String(ref ProtocolType);
                fields.String(ref Protocol);
                fields.Array(ref Members);
                fields.Int32(ref Operations, since: 3);
            }
        }

        internal sealed class Member : IWireStruct
        {
            public string Id = "";
            public string? InstanceId;
            public string ClientId = "";
            public string ClientHost = "";
            public ReadOnlyMemory<byte> Metadata;
            public ReadOnlyMemory<byte> Assignment;

            public void Describe(WireFields fields)
            {
                fields.String(ref Id);
                fields.NullableString(ref InstanceId, since: 4);
                fields.String(ref ClientId);
                fields.String(ref ClientHost);
                fields.Bytes(ref Metadata);
                fields.Bytes(ref Assignment);
            }
        }
    }
}
