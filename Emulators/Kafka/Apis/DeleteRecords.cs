using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// DeleteRecords (21), versions 0-2. What is before the offset (-1: the end) can no longer be read, durably; the space comes back with the segments that are wholly
/// before it. Not emulated: waiting for replicas; POLICY_VIOLATION for compacted topics.
/// </summary>
internal sealed class DeleteRecords(BrokerState state) : TypedApi<DeleteRecords.Request, DeleteRecords.Response>(ApiKey.DeleteRecords, 0, 2, 2)
{
    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) => new(new Response
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => Delete(t.Name, p))] })],
    });

    private Response.Partition Delete(string topic, Request.Partition asked)
    {
        var answer = new Response.Partition { Index = asked.Index };
        if (state.Topics.Find(topic, asked.Index) is not { } log)
        {
            answer.Error = KafkaError.UnknownTopicOrPartition;
            return answer;
        }

        try
        {
            answer.Error = log.DeleteBefore(asked.Offset);
            answer.LowWatermark = answer.Error == KafkaError.None ? log.StartOffset : -1;
        }
        catch (IOException)
        {
            answer.Error = KafkaError.KafkaStorageError;
        }

        return answer;
    }

    protected override Response Refusal(Request request) => new()
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p.Index })] })],
    };

    internal sealed class Request : IWireStruct
    {
        public List<Topic> Topics = [];
        public int TimeoutMs;

        public void Describe(WireFields fields)
        {
            fields.Array(ref Topics);
            fields.Int32(ref TimeoutMs);
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public List<Partition> Partitions = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Array(ref Partitions);
            }
        }

        internal sealed class Partition : IWireStruct
        {
            public int Index;
            public long Offset;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Int64(ref Offset);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Array(ref Topics);
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public List<Partition> Partitions = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Array(ref Partitions);
            }
        }

        internal sealed class Partition : IWireStruct
        {
            public int Index;
            public long LowWatermark = -1;
            public KafkaError Error;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Int64(ref LowWatermark);
                fields.Error(ref Error);
            }
        }
    }
}
