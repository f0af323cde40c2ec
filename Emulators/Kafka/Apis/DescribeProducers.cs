using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// DescribeProducers (61), version 0 (KIP-664): the idempotent producers that a partition knows and the transactions that they have open there.
/// Not emulated: the coordinator's epoch (always 0).
/// </summary>
internal sealed class DescribeProducers(BrokerState state) : TypedApi<DescribeProducers.Request, DescribeProducers.Response>(ApiKey.DescribeProducers, 0, 0, 0)
{
    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) => new(new Response
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => Describe(p, state.Topics.Find(t.Name)?.Partition(p)))] })],
    });

    private static Response.Partition Describe(int index, PartitionLog? log) => log is null
        ? new Response.Partition { Index = index, Error = KafkaError.UnknownTopicOrPartition }
        : new Response.Partition
        {
            Index = index,
            Producers =
            [
                .. log.Producers().Select(p => new Response.Producer
                {
                    ProducerId = p.ProducerId,
                    Epoch = p.Epoch,
                    LastSequence = p.Last?.LastSequence ?? -1,
                    LastTimestamp = p.Last?.Timestamp ?? -1,
                    OpenSince = p.OpenSince,
                }),
            ],
        };

    protected override Response Refusal(Request request) => new()
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p })] })],
    };

    internal sealed class Request : IWireStruct
    {
        public List<Topic> Topics = [];

        public void Describe(WireFields fields) => fields.Array(ref Topics);

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public List<int> Partitions = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Int32Array(ref Partitions);
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
            public KafkaError Error;
            public string? Message;
            public List<Producer> Producers = [];

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Error(ref Error);
                fields.NullableString(ref Message);
                fields.Array(ref Producers);
            }
        }

        internal sealed class Producer : IWireStruct
        {
            public long ProducerId;
            public int Epoch;
            public int LastSequence = -1;
            public long LastTimestamp = -1;
            public int CoordinatorEpoch;
            public long OpenSince = -1;

            public void Describe(WireFields fields)
            {
                fields.Int64(ref ProducerId);
                fields.Int32(ref Epoch);
                fields.Int32(ref LastSequence);
                fields.Int64(ref LastTimestamp);
                fields.Int32(ref CoordinatorEpoch);
                fields.Int64(ref OpenSince);
            }
        }
    }
}
