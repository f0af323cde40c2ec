using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// DescribeTopicPartitions (75), version 0 (KIP-966). Topics by name in order, all of them when none is named; the answer ends after the asked number of partitions,
/// and its cursor says where the next begins. Nothing is created by asking.
/// Not emulated: eligible leader replicas (always none), authorized operations (always unknown).
/// </summary>
internal sealed class DescribeTopicPartitions(BrokerState state)
    : TypedApi<DescribeTopicPartitions.Request, DescribeTopicPartitions.Response>(ApiKey.DescribeTopicPartitions, 0, 0, 0)
{
    private const int MaxPartitions = 2000;

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var response = new Response();
        var left = Math.Clamp(request.PartitionLimit, 1, MaxPartitions);
        var names = request.Topics.Count > 0 ? request.Topics.Select(t => t.Name) : state.Topics.All.Select(t => t.Name);
        foreach (var name in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var first = 0;
            if (request.From is { } from)
            {
                var order = string.CompareOrdinal(name, from.TopicName);
                if (order < 0)
                {
                    continue;
                }

                first = order == 0 ? Math.Max(from.Partition, 0) : 0;
            }

            if (left == 0)
            {
                response.Next = new Cursor { TopicName = name };
                break;
            }

            if (state.Topics.Find(name) is not { } topic)
            {
                response.Topics.Add(new Response.Topic { Error = KafkaError.UnknownTopicOrPartition, Name = name });
                continue;
            }

            var taken = Math.Min(left, Math.Max(topic.Partitions.Count - first, 0));
            response.Topics.Add(new Response.Topic { Name = name, Id = topic.Id, Partitions = [.. Enumerable.Range(first, taken).Select(Partition)] });
            left -= taken;
            if (first + taken < topic.Partitions.Count)
            {
                response.Next = new Cursor { TopicName = name, Partition = first + taken };
                break;
            }
        }

        return new(response);
    }

    private static Response.Partition Partition(int index) =>
        new() { Index = index, Leader = BrokerState.NodeId, Replicas = [BrokerState.NodeId], InSync = [BrokerState.NodeId] };

    protected override Response Refusal(Request request) => new() { Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name })] };

    internal sealed class Cursor : IWireStruct
    {
        public string TopicName = "";
        public int Partition;

        public void Describe(WireFields fields)
        {
            fields.String(ref TopicName);
            fields.Int32(ref Partition);
        }
    }

    internal sealed class Request : IWireStruct
    {
        public List<Topic> Topics = [];
        public int PartitionLimit = MaxPartitions;
        public Cursor? From;

        public void Describe(WireFields fields)
        {
            fields.Array(ref Topics);
            fields.Int32(ref PartitionLimit);
            fields.NullableStruct(ref From);
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";

            public void Describe(WireFields fields) => fields.String(ref Name);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Topic> Topics = [];
        public Cursor? Next;

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Array(ref Topics);
            fields.NullableStruct(ref Next);
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
                fields.NullableString(ref Name);
                fields.Uuid(ref Id);
                fields.Bool(ref IsInternal);
                fields.Array(ref Partitions);
                fields.Int32(ref Operations);
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
            public List<int> EligibleLeaders = [];
            public List<int> LastKnownEligibleLeaders = [];
            public List<int> Offline = [];

            public void Describe(WireFields fields)
            {
                fields.Error(ref Error);
                fields.Int32(ref Index);
                fields.Int32(ref Leader);
                fields.Int32(ref LeaderEpoch);
                fields.Int32Array(ref Replicas);
                fields.Int32Array(ref InSync);
                fields.Int32Array(ref EligibleLeaders);
                fields.Int32Array(ref LastKnownEligibleLeaders);
                fields.Int32Array(ref Offline);
            }
        }
    }
}
