using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>Heartbeat (12), versions 0-4. Keeps a member's session alive; REBALANCE_IN_PROGRESS tells it to join again.</summary>
internal sealed class Heartbeat(BrokerState state) : TypedApi<Heartbeat.Request, Heartbeat.Response>(ApiKey.Heartbeat, 0, 4, 4)
{
    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) =>
        new(new Response { Error = state.Groups.Heartbeat(request.GroupId, request.MemberId, request.InstanceId, request.Generation) });

    internal sealed class Request : IWireStruct
    {
        public string GroupId = "";
        public int Generation;
        public string MemberId = "";
        public string? InstanceId;

        public void Describe(WireFields fields)
        {
            fields.String(ref GroupId);
            fields.Int32(ref Generation);
            fields.String(ref MemberId);
            fields.NullableString(ref InstanceId, since: 3);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 1);
            fields.Error(ref Error);
        }
    }
}
