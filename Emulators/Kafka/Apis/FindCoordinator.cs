using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// FindCoordinator (10), versions 0-4 (4: several keys at once). The coordinator of every group and transaction is this broker.
/// Not emulated: coordinators of share groups (INVALID_REQUEST).
/// </summary>
internal sealed class FindCoordinator(BrokerState state) : TypedApi<FindCoordinator.Request, FindCoordinator.Response>(ApiKey.FindCoordinator, 0, 4, 3)
{
    private const sbyte GroupKey = 0;
    private const sbyte TransactionKey = 1;

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var error = request.KeyType is GroupKey or TransactionKey ? KafkaError.None : KafkaError.InvalidRequest;
        var message = error == KafkaError.None ? null : "This broker coordinates consumer groups (0) and transactions (1).";
        var (node, host, port) = error == KafkaError.None ? (BrokerState.NodeId, state.Address.Host, state.Address.Port) : (-1, "", -1);
        return new(new Response
        {
            Error = error,
            Message = message,
            NodeId = node,
            Host = host,
            Port = port,
            Coordinators = [.. request.Keys.Select(key => new Response.Coordinator { Key = key, NodeId = node, Host = host, Port = port, Error = error, Message = message })],
        });
    }

    protected override Response Refusal(Request request) => new() { Coordinators = [.. request.Keys.Select(key => new Response.Coordinator { Key = key })] };

    internal sealed class Request : IWireStruct
    {
        public string Key = "";
        public sbyte KeyType;
        public List<string> Keys = [];

        public void Describe(WireFields fields)
        {
            fields.String(ref Key, until: 3);
            fields.Int8(ref KeyType, since: 1);
            fields.StringArray(ref Keys, since: 4);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;
        public string? Message;
        public int NodeId;
        public string Host = "";
        public int Port;
        public List<Coordinator> Coordinators = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 1);
            fields.Error(ref Error, until: 3);
            fields.NullableString(ref Message, since: 1, until: 3);
            fields.Int32(ref NodeId, until: 3);
            fields.String(ref Host, until: 3);
            fields.Int32(ref Port, until: 3);
            fields.Array(ref Coordinators, since: 4);
        }

        internal sealed class Coordinator : IWireStruct
        {
            public string Key = "";
            public int NodeId;
            public string Host = "";
            public int Port;
            public KafkaError Error;
            public string? Message;

            public void Describe(WireFields fields)
            {
                fields.String(ref Key);
                fields.Int32(ref NodeId);
                fields.String(ref Host);
                fields.Int32(ref Port);
                fields.Error(ref Error);
                fields.NullableString(ref Message);
            }
        }
    }
}
