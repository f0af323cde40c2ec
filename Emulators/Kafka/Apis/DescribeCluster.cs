using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// DescribeCluster (60), versions 0-1. The cluster's id and its one broker.
/// Not emulated: controller endpoints (endpoint type 2: INVALID_REQUEST), authorized operations (always unknown).
/// </summary>
internal sealed class DescribeCluster(BrokerState state) : TypedApi<DescribeCluster.Request, DescribeCluster.Response>(ApiKey.DescribeCluster, 0, 1, 0)
{
    private const sbyte Brokers = 1;

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) => new(request.EndpointType != Brokers
        ? new Response { Error = KafkaError.InvalidRequest, Message = "Only brokers (endpoint type 1) are known here." }
        : new Response
        {
            ClusterId = state.ClusterId,
            ControllerId = BrokerState.NodeId,
            Brokers = [new Response.Broker { Id = BrokerState.NodeId, Host = state.Address.Host, Port = state.Address.Port }],
        });

    internal sealed class Request : IWireStruct
    {
        public bool IncludeOperations;
        public sbyte EndpointType = 1;

        public void Describe(WireFields fields)
        {
            fields.Bool(ref IncludeOperations);
            fields.Int8(ref EndpointType, since: 1);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;
        public string? Message;
        public sbyte EndpointType = 1;
        public string ClusterId = "";
        public int ControllerId = -1;
        public List<Broker> Brokers = [];
        public int Operations = int.MinValue;

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Error(ref Error);
            fields.NullableString(ref Message);
            fields.Int8(ref EndpointType, since: 1);
            fields.String(ref ClusterId);
            fields.Int32(ref ControllerId);
            fields.Array(ref Brokers);
            fields.Int32(ref Operations);
        }

        internal sealed class Broker : IWireStruct
        {
            public int Id;
            public string Host = "";
            public int Port;
            public string? Rack;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Id);
                fields.String(ref Host);
                fields.Int32(ref Port);
                fields.NullableString(ref Rack);
            }
        }
    }
}
