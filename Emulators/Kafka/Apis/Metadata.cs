using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// Metadata (3), versions 0-12. One broker that is controller and leads every partition; topics by name or id, all of them when none is named.
/// A named topic that is missing is created with the default number of partitions, if broker and client allow it.
/// Not emulated: authorized operations (always unknown).
/// </summary>
internal sealed class Metadata(BrokerState state) : TypedApi<Metadata.Request, Metadata.Response>(ApiKey.Metadata, 0, 12, 9)
{
    private const int FirstWithEmptyForNone = 1;

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var all = request.Topics is null || (request.Topics.Count == 0 && context.Version < FirstWithEmptyForNone);
        var mayCreate = request.AllowAutoCreate && state.Options.AutoCreateTopics;
        return new(new Response
        {
            Brokers = [new Response.Broker { Id = BrokerState.NodeId, Host = state.Address.Host, Port = state.Address.Port }],
            ClusterId = state.ClusterId,
            ControllerId = BrokerState.NodeId,
            Topics = all ? [.. state.Topics.All.Select(Describe)] : [.. request.Topics!.Select(t => Find(t, mayCreate))],
        });
    }

    private Response.Topic Find(Request.Topic asked, bool mayCreate)
    {
        if (asked.Name is null)
        {
            return state.Topics.Find(asked.Id) is { } byId ? Describe(byId) : new Response.Topic { Error = KafkaError.UnknownTopicId, Id = asked.Id };
        }

        var found = mayCreate ? state.Topics.FindOrCreate(asked.Name)
            : state.Topics.Find(asked.Name) is { } topic ? new TopicResult(KafkaError.None, topic)
            : new TopicResult(KafkaError.UnknownTopicOrPartition);
        return found.Error == KafkaError.None ? Describe(found.Topic!) : new Response.Topic { Error = found.Error, Name = asked.Name };
    }

    private static Response.Topic Describe(Topic topic) => new()
    {
        Name = topic.Name,
        Id = topic.Id,
        Partitions = [.. topic.Partitions.Select((_, i) => new Response.Partition { Index = i, Leader = BrokerState.NodeId, Replicas = [BrokerState.NodeId], InSync = [BrokerState.NodeId] })],
    };

    protected override Response Refusal(Request request) => new()
    {
        Brokers = [new Response.Broker { Id = BrokerState.NodeId, Host = state.Address.Host, Port = state.Address.Port }],
        ClusterId = state.ClusterId,
        ControllerId = BrokerState.NodeId,
        Topics = [.. (request.Topics ?? []).Select(t => new Response.Topic { Name = t.Name, Id = t.Id })],
    };

    internal sealed class Request : IWireStruct
    {
        public List<Topic>? Topics;
        public bool AllowAutoCreate = true;
        public bool IncludeClusterOperations;
        public bool IncludeTopicOperations;

        public void Describe(WireFields fields)
        {
            fields.NullableArray(ref Topics, nullSince: 1);
            fields.Bool(ref AllowAutoCreate, since: 4);
            fields.Bool(ref IncludeClusterOperations, since: 8, until: 10);
            fields.Bool(ref IncludeTopicOperations, since: 8);
        }

        internal sealed class Topic : IWireStruct
        {
            public Guid Id;
            public string? Name;

            public void Describe(WireFields fields)
            {
                fields.Uuid(ref Id, since: 10);
                fields.NullableString(ref Name, nullSince: 10);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Broker> Brokers = [];
        public string? ClusterId;
        public int ControllerId = -1;
        public List<Topic> Topics = [];
        public int ClusterOperations = int.MinValue;

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 3);
            fields.Array(ref Brokers);
            fields.NullableString(ref ClusterId, since: 2);
            fields.Int32(ref ControllerId, since: 1);
            fields.Array(ref Topics);
            fields.Int32(ref ClusterOperations, since: 8, until: 10);
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
                fields.NullableString(ref Rack, since: 1);
            }
        }

        internal sealed class Topic : IWireStruct
        {
            public KafkaError Error;
            public string? Name;
            public Guid Id;
            public bool IsInternal;
            public List<Partition> Partitions = [];
            public int Operations = int.MinValue;

            public void Describe(WireFields fields)
            {
                fields.Error(ref Error);
                fields.NullableString(ref Name, nullSince: 12);
                fields.Uuid(ref Id, since: 10);
                fields.Bool(ref IsInternal, since: 1);
                fields.Array(ref Partitions);
                fields.Int32(ref Operations, since: 8);
            }
        }

        internal sealed class Partition : IWireStruct
        {
            public KafkaError Error;
            public int Index;
            public int Leader;
            public int LeaderEpoch;
            public List<int> Replicas = [];
            public List<int> InSync = [];
            public List<int> Offline = [];

            public void Describe(WireFields fields)
            {
                fields.Error(ref Error);
                fields.Int32(ref Index);
                fields.Int32(ref Leader);
                fields.Int32(ref LeaderEpoch, since: 7);
                fields.Int32Array(ref Replicas);
                fields.Int32Array(ref InSync);
                fields.Int32Array(ref Offline, since: 5);
            }
        }
    }
}
