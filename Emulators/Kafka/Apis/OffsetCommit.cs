using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Groups;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// OffsetCommit (8), versions 2-9. Durable before it is answered, as records are. Members commit in their group's current
/// generation; anyone may for a group without members. Metadata over 4096 bytes is refused.
/// Not emulated: expiry (the retention time of versions 2-4 is ignored: offsets stay until group or topic is deleted).
/// </summary>
internal sealed class OffsetCommit(BrokerState state) : TypedApi<OffsetCommit.Request, OffsetCommit.Response>(ApiKey.OffsetCommit, 2, 9, 8)
{
    private const int MaxMetadata = 4096;

    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var groupError = state.Groups.CheckCommit(request.GroupId, request.MemberId, request.InstanceId, request.Generation);
        var accepted = new List<KeyValuePair<OffsetKey, CommittedOffset>>();
        var response = new Response
        {
            Topics =
            [
                .. request.Topics.Select(t => new Response.Topic
                {
                    Name = t.Name,
                    Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p.Index, Error = Check(groupError, t.Name, p, accepted) })],
                }),
            ],
        };
        try
        {
            state.Groups.Offsets.Commit(request.GroupId, accepted);
            await state.Flusher.Durable(state.Groups.Offsets.Durability);
        }
        catch (IOException)
        {
            foreach (var partition in response.Topics.SelectMany(t => t.Partitions))
            {
                partition.Error = KafkaError.KafkaStorageError;
            }
        }

        return response;
    }

    private KafkaError Check(KafkaError groupError, string topic, Request.Partition partition, List<KeyValuePair<OffsetKey, CommittedOffset>> accepted)
    {
        var error = groupError != KafkaError.None ? groupError
            : state.Topics.Find(topic, partition.Index) is null ? KafkaError.UnknownTopicOrPartition
            : partition.Metadata?.Length > MaxMetadata ? KafkaError.OffsetMetadataTooLarge
            : KafkaError.None;
        if (error == KafkaError.None)
        {
            accepted.Add(new(new OffsetKey(topic, partition.Index), new CommittedOffset(partition.Offset, partition.LeaderEpoch, partition.Metadata)));
        }

        return error;
    }

    protected override Response Refusal(Request request) => new()
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p.Index })] })],
    };

    internal sealed class Request : IWireStruct
    {
        public string GroupId = "";
        public int Generation = -1;
        public string MemberId = "";
        public string? InstanceId;
        public long RetentionMs = -1;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.String(ref GroupId);
            fields.Int32(ref Generation);
            fields.String(ref MemberId);
            fields.NullableString(ref InstanceId, since: 7);
            fields.Int64(ref RetentionMs, since: 2, until: 4);
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
                fields.Int32(ref LeaderEpoch, since: 6);
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
            fields.Int32(ref ThrottleMs, since: 3);
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
