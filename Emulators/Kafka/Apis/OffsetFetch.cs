using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Groups;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// OffsetFetch (9), versions 1-9 (8: several groups at once). A partition without a committed offset answers -1; all of a group's when none is named.
/// From version 7 on a client can ask for stable offsets: one that an open transaction is going to change is UNSTABLE_OFFSET_COMMIT.
/// Not emulated: member epochs (KIP-848).
/// </summary>
internal sealed class OffsetFetch(BrokerState state) : TypedApi<OffsetFetch.Request, OffsetFetch.Response>(ApiKey.OffsetFetch, 1, 9, 6)
{
    private const int FirstWithGroups = 8;

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) =>
        new(context.Version < FirstWithGroups
            ? new Response { Topics = Find(request.GroupId, request.Topics, request.RequireStable) }
            : new Response { Groups = [.. request.Groups.Select(g => new Response.Group { Id = g.Id, Topics = Find(g.Id, g.Topics, request.RequireStable) })] });

    private List<Response.Topic> Find(string group, List<Request.Topic>? topics, bool stable)
    {
        if (topics is not null)
        {
            return [.. topics.Select(t => new Response.Topic
            {
                Name = t.Name,
                Partitions = [.. t.Partitions.Select(p => Describe(group, new OffsetKey(t.Name, p), state.Groups.Offsets.Find(group, new OffsetKey(t.Name, p)), stable))],
            })];
        }

        return [.. state.Groups.Offsets.All(group).GroupBy(o => o.Key.Topic, StringComparer.Ordinal).Select(t => new Response.Topic
        {
            Name = t.Key,
            Partitions = [.. t.Select(o => Describe(group, o.Key, o.Value, stable))],
        })];
    }

    private Response.Partition Describe(string group, OffsetKey key, CommittedOffset? committed, bool stable) =>
        stable && state.Transactions.HasPendingOffset(group, key) ? new Response.Partition { Index = key.Partition, Error = KafkaError.UnstableOffsetCommit }
        : committed is not { } found ? new Response.Partition { Index = key.Partition }
        : new Response.Partition { Index = key.Partition, Offset = found.Offset, LeaderEpoch = found.LeaderEpoch, Metadata = found.Metadata };

    protected override Response Refusal(Request request) => new()
    {
        Topics = Refused(request.Topics),
        Groups = [.. request.Groups.Select(g => new Response.Group { Id = g.Id, Topics = Refused(g.Topics) })],
    };

    private static List<Response.Topic> Refused(List<Request.Topic>? topics) =>
        [.. (topics ?? []).Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p })] })];

    internal sealed class Request : IWireStruct
    {
        public string GroupId = "";
        public List<Topic>? Topics = [];
        public List<Group> Groups = [];
        public bool RequireStable;

        public void Describe(WireFields fields)
        {
            fields.String(ref GroupId, until: 7);
            fields.NullableArray(ref Topics, until: 7, nullSince: 2);
            fields.Array(ref Groups, since: 8);
            fields.Bool(ref RequireStable, since: 7);
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

        internal sealed class Group : IWireStruct
        {
            public string Id = "";
            public string? MemberId;
            public int MemberEpoch = -1;
            public List<Topic>? Topics;

            public void Describe(WireFields fields)
            {
                fields.String(ref Id);
                fields.NullableString(ref MemberId, since: 9);
                fields.Int32(ref MemberEpoch, since: 9);
                fields.NullableArray(ref Topics);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Topic> Topics = [];
        public KafkaError Error;
        public List<Group> Groups = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 3);
            fields.Array(ref Topics, until: 7);
            fields.Error(ref Error, since: 2, until: 7);
            fields.Array(ref Groups, since: 8);
        }

        internal sealed class Group : IWireStruct
        {
            public string Id = "";
            public List<Topic> Topics = [];
            public KafkaError Error;

            public void Describe(WireFields fields)
            {
                fields.String(ref Id);
                fields.Array(ref Topics);
                fields.Error(ref Error);
            }
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
            public long Offset = -1;
            public int LeaderEpoch = -1;
            public string? Metadata = "";
            public KafkaError Error;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Int64(ref Offset);
                fields.Int32(ref LeaderEpoch, since: 5);
                fields.NullableString(ref Metadata);
                fields.Error(ref Error);
            }
        }
    }
}
