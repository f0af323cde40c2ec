using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Groups;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// OffsetDelete (47), version 0. Forgets what a group committed for single partitions; GROUP_SUBSCRIBED_TO_TOPIC for every partition while the group has members
/// (their subscriptions are opaque to this broker; Apache Kafka reads them and refuses only subscribed topics).
/// </summary>
internal sealed class OffsetDelete(BrokerState state) : TypedApi<OffsetDelete.Request, OffsetDelete.Response>(ApiKey.OffsetDelete, 0, 0, short.MaxValue)
{
    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var group = state.Groups.Describe(request.GroupId);
        if (group.State == GroupState.Dead)
        {
            return new Response { Error = request.GroupId.Length == 0 ? KafkaError.InvalidGroupId : KafkaError.GroupIdNotFound };
        }

        var error = group.Members.Count > 0 ? KafkaError.GroupSubscribedToTopic : KafkaError.None;
        var keys = request.Topics.SelectMany(t => t.Partitions.Select(p => new OffsetKey(t.Name, p))).Where(k => state.Topics.Find(k.Topic, k.Partition) is not null).ToHashSet();
        if (error == KafkaError.None)
        {
            state.Groups.Offsets.DropOffsets(request.GroupId, keys);
            await state.Flusher.Durable(state.Groups.Offsets.Durability);
        }

        return new Response
        {
            Topics = [.. request.Topics.Select(t => new Response.Topic
            {
                Name = t.Name,
                Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p, Error = keys.Contains(new(t.Name, p)) ? error : KafkaError.UnknownTopicOrPartition })],
            })],
        };
    }

    protected override Response Refusal(Request request) => new()
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p })] })],
    };

    internal sealed class Request : IWireStruct
    {
        public string GroupId = "";
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.String(ref GroupId);
            fields.Array(ref Topics);
        }

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
        public KafkaError Error;
        public int ThrottleMs;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.Error(ref Error);
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
