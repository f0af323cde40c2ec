using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Groups;
using EventAi.Emulators.Kafka.State.Transactions;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// TxnOffsetCommit (28), versions 0-3 (3: with the member's generation, which fences members that lost their partitions, KIP-447). The offsets are kept with the
/// transaction and become the group's when it commits. Not emulated: versions 4 and 5, which add the group by themselves.
/// </summary>
internal sealed class TxnOffsetCommit(BrokerState state) : TypedApi<TxnOffsetCommit.Request, TxnOffsetCommit.Response>(ApiKey.TxnOffsetCommit, 0, 3, 3)
{
    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var error = request.Generation >= 0 || request.MemberId.Length > 0
            ? state.Groups.CheckCommit(request.GroupId, request.MemberId, request.InstanceId, request.Generation)
            : KafkaError.None;
        var known = request.Topics
            .SelectMany(t => t.Partitions.Select(p => new KeyValuePair<OffsetKey, CommittedOffset>(new(t.Name, p.Index), new(p.Offset, p.LeaderEpoch, p.Metadata))))
            .Where(o => state.Topics.Find(o.Key.Topic, o.Key.Partition) is not null)
            .DistinctBy(o => o.Key)
            .ToDictionary();
        if (error == KafkaError.None)
        {
            // No version of this operation knows PRODUCER_FENCED.
            error = (await state.Transactions.AddOffsetsAsync(new ProducerIdentity(request.TransactionalId, request.ProducerId, request.ProducerEpoch), request.GroupId, known))
                .BeforeFenced(context.Version, short.MaxValue);
        }

        return new Response
        {
            Topics = [.. request.Topics.Select(t => new Response.Topic
            {
                Name = t.Name,
                Partitions = [.. t.Partitions.Select(p => new Response.Partition
                {
                    Index = p.Index,
                    Error = known.ContainsKey(new(t.Name, p.Index)) ? error : KafkaError.UnknownTopicOrPartition,
                })],
            })],
        };
    }

    protected override Response Refusal(Request request) => new()
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p.Index })] })],
    };

    internal sealed class Request : IWireStruct
    {
        public string TransactionalId = "";
        public string GroupId = "";
        public long ProducerId;
        public short ProducerEpoch;
        public int Generation = -1;
        public string MemberId = "";
        public string? InstanceId;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.String(ref TransactionalId);
            fields.String(ref GroupId);
            fields.Int64(ref ProducerId);
            fields.Int16(ref ProducerEpoch);
            fields.Int32(ref Generation, since: 3);
            fields.String(ref MemberId, since: 3);
            fields.NullableString(ref InstanceId, since: 3);
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
            public long Offset;
            public int LeaderEpoch = -1;
            public string? Metadata;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Int64(ref Offset);
                fields.Int32(ref LeaderEpoch, since: 2);
                fields.NullableString(ref Metadata);
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

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Error(ref Error);
            }
        }
    }
}
