using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// OffsetForLeaderEpoch (23), versions 2-4. The log has had one leader, epoch 0: its end is the log's end. An older epoch has none (-1).
/// Not emulated: more epochs (nothing here ever makes one).
/// </summary>
internal sealed class OffsetForLeaderEpoch(BrokerState state)
    : TypedApi<OffsetForLeaderEpoch.Request, OffsetForLeaderEpoch.Response>(ApiKey.OffsetForLeaderEpoch, 2, 4, 4)
{
    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) => new(new Response
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => Find(t.Name, p))] })],
    });

    private Response.Partition Find(string topic, Request.Partition asked)
    {
        var answer = new Response.Partition { Index = asked.Index };
        if (state.Topics.Find(topic, asked.Index) is not { } log)
        {
            answer.Error = KafkaError.UnknownTopicOrPartition;
        }
        else if (asked.CurrentLeaderEpoch > PartitionLog.LeaderEpoch)
        {
            answer.Error = KafkaError.UnknownLeaderEpoch;
        }
        else if (asked.LeaderEpoch == PartitionLog.LeaderEpoch)
        {
            (answer.LeaderEpoch, answer.EndOffset) = (PartitionLog.LeaderEpoch, log.EndOffset);
        }

        return answer;
    }

    internal sealed class Request : IWireStruct
    {
        public int ReplicaId = -2;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ReplicaId, since: 3);
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
            public int CurrentLeaderEpoch = -1;
            public int LeaderEpoch;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Int32(ref CurrentLeaderEpoch, since: 2);
                fields.Int32(ref LeaderEpoch);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 2);
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
            public KafkaError Error;
            public int Index;
            public int LeaderEpoch = -1;
            public long EndOffset = -1;

            public void Describe(WireFields fields)
            {
                fields.Error(ref Error);
                fields.Int32(ref Index);
                fields.Int32(ref LeaderEpoch, since: 1);
                fields.Int64(ref EndOffset);
            }
        }
    }
}
