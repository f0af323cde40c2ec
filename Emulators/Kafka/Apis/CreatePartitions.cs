using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// CreatePartitions (37), versions 0-3. Raises a topic's number of partitions; lowering it is INVALID_PARTITIONS. A manual assignment must name
/// this broker for each new partition. Not emulated: waiting.
/// </summary>
internal sealed class CreatePartitions(BrokerState state) : TypedApi<CreatePartitions.Request, CreatePartitions.Response>(ApiKey.CreatePartitions, 0, 3, 2)
{
    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var response = new Response
        {
            Results = [.. request.Topics.Select(topic => (topic, result: Grow(topic, request.ValidateOnly))).Select(t => new Response.Result
            {
                Name = t.topic.Name,
                Error = t.result.Error,
                Message = t.result.Message,
            })],
        };
        await state.Flusher.Durable(state.Topics.Durability);
        return response;
    }

    private TopicResult Grow(Request.Topic topic, bool validateOnly)
    {
        if (topic.Assignments is { } assignments && state.Topics.Find(topic.Name) is { } known
            && (assignments.Count != topic.Count - known.Partitions.Count || !assignments.All(a => a.Brokers is [var only] && only == BrokerState.NodeId)))
        {
            return new TopicResult(KafkaError.InvalidReplicaAssignment, known, $"Each new partition is on broker {BrokerState.NodeId} alone.");
        }

        return state.Topics.Grow(topic.Name, topic.Count, validateOnly);
    }

    internal sealed class Request : IWireStruct
    {
        public List<Topic> Topics = [];
        public int TimeoutMs;
        public bool ValidateOnly;

        public void Describe(WireFields fields)
        {
            fields.Array(ref Topics);
            fields.Int32(ref TimeoutMs);
            fields.Bool(ref ValidateOnly);
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public int Count;
            public List<Assignment>? Assignments;

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Int32(ref Count);
                fields.NullableArray(ref Assignments);
            }
        }

        internal sealed class Assignment : IWireStruct
        {
            public List<int> Brokers = [];

            public void Describe(WireFields fields) => fields.Int32Array(ref Brokers);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Result> Results = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Array(ref Results);
        }

        internal sealed class Result : IWireStruct
        {
            public string Name = "";
            public KafkaError Error;
            public string? Message;

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Error(ref Error);
                fields.NullableString(ref Message);
            }
        }
    }
}
