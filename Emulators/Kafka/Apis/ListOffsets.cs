using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// ListOffsets (2), versions 1-7. Earliest (-2), latest (-1), the record with the greatest timestamp (-3), or the first record at or after a
/// time. In batches compressed with zstd a time is found to the batch, not to the record (<see cref="BatchRecords"/>).
/// Not emulated: tiered-storage offsets (-4, -5).
/// </summary>
internal sealed class ListOffsets(BrokerState state) : TypedApi<ListOffsets.Request, ListOffsets.Response>(ApiKey.ListOffsets, 1, 7, 6)
{
    private const long Latest = -1;
    private const long Earliest = -2;
    private const long MaxTimestamp = -3;

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) => new(new Response
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => Find(t.Name, p, request.IsolationLevel))] })],
    });

    private Response.Partition Find(string topic, Request.Partition asked, sbyte isolationLevel)
    {
        var answer = new Response.Partition { Index = asked.Index };
        if (state.Topics.Find(topic, asked.Index) is not { } log)
        {
            answer.Error = KafkaError.UnknownTopicOrPartition;
            return answer;
        }

        if (asked.LeaderEpoch > PartitionLog.LeaderEpoch)
        {
            answer.Error = KafkaError.UnknownLeaderEpoch;
            return answer;
        }

        (long Offset, long Timestamp)? found = asked.Timestamp switch
        {
            Latest => (isolationLevel == 0 ? log.EndOffset : log.LastStableOffset, -1),
            Earliest => (log.StartOffset, -1),
            MaxTimestamp => log.FindMaxTimestamp(),
            >= 0 => log.FindByTimestamp(asked.Timestamp),
            _ => null,
        };
        answer.Error = asked.Timestamp < MaxTimestamp ? KafkaError.UnsupportedVersion : KafkaError.None;
        (answer.Offset, answer.Timestamp) = found ?? (-1, -1);
        answer.LeaderEpoch = found is null ? -1 : PartitionLog.LeaderEpoch;
        return answer;
    }

    protected override Response Refusal(Request request) => new()
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p.Index })] })],
    };

    internal sealed class Request : IWireStruct
    {
        public int ReplicaId = -1;
        public sbyte IsolationLevel;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ReplicaId);
            fields.Int8(ref IsolationLevel, since: 2);
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
            public int LeaderEpoch = -1;
            public long Timestamp;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Int32(ref LeaderEpoch, since: 4);
                fields.Int64(ref Timestamp);
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
            public int Index;
            public KafkaError Error;
            public long Timestamp = -1;
            public long Offset = -1;
            public int LeaderEpoch = -1;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Error(ref Error);
                fields.Int64(ref Timestamp);
                fields.Int64(ref Offset);
                fields.Int32(ref LeaderEpoch, since: 4);
            }
        }
    }
}
