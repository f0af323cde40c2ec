using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// CreateTopics (19), versions 0-7. Number of partitions or a manual assignment (to this broker), settings checked against
/// <see cref="TopicConfig"/>, validate-only. Replication factor: 1 or -1; another is INVALID_REPLICATION_FACTOR as from a cluster of one.
/// Not emulated: waiting (topics are there when the answer is), topic settings other than the listed ones (INVALID_CONFIG).
/// </summary>
internal sealed class CreateTopics(BrokerState state) : TypedApi<CreateTopics.Request, CreateTopics.Response>(ApiKey.CreateTopics, 0, 7, 5)
{
    private const sbyte FromTopic = 1;
    private const sbyte FromDefault = 5;

    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var twice = request.Topics.GroupBy(t => t.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var response = new Response
        {
            Topics =
            [
                .. request.Topics.DistinctBy(t => t.Name, StringComparer.Ordinal).Select(t => Describe(t.Name, twice.Contains(t.Name)
                    ? new TopicResult(KafkaError.InvalidRequest, null, "The request names the topic twice.")
                    : Create(t, request.ValidateOnly))),
            ],
        };
        await state.Flusher.Durable(state.Topics.Durability);
        return response;
    }

    private TopicResult Create(Request.Topic topic, bool validateOnly)
    {
        var partitions = topic.Partitions;
        if (topic.Assignments.Count > 0)
        {
            if (topic.Partitions != -1 || topic.ReplicationFactor != -1)
            {
                return new TopicResult(KafkaError.InvalidRequest, null, "A topic has an assignment or numbers of partitions and replicas, not both.");
            }

            if (!topic.Assignments.All(a => a.Brokers is [var only] && only == BrokerState.NodeId)
                || !topic.Assignments.Select(a => a.Partition).Order().SequenceEqual(Enumerable.Range(0, topic.Assignments.Count)))
            {
                return new TopicResult(KafkaError.InvalidReplicaAssignment, null, $"Partitions are numbered from 0, each on broker {BrokerState.NodeId} alone.");
            }

            partitions = topic.Assignments.Count;
        }
        else if (topic.ReplicationFactor is not (-1 or 1))
        {
            return new TopicResult(KafkaError.InvalidReplicationFactor, null, $"Replication factor {topic.ReplicationFactor}: there is one broker.");
        }

        var config = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var entry in topic.Configs)
        {
            config[entry.Name] = entry.Value;
        }

        return state.Topics.Create(topic.Name, partitions, config, validateOnly);
    }

    private static Response.Topic Describe(string name, TopicResult result)
    {
        var answer = new Response.Topic { Name = name, Error = result.Error, Message = result.Message };
        if (result is { Error: KafkaError.None, Topic: { } topic })
        {
            answer.Id = topic.Id;
            answer.Partitions = topic.Partitions.Count;
            answer.ReplicationFactor = 1;
            answer.Configs = [.. topic.Config.Defaults.Keys.Select(key => new Response.Config
            {
                Name = key,
                Value = topic.Config[key],
                Source = topic.Config.Overrides.ContainsKey(key) ? FromTopic : FromDefault,
            })];
        }

        return answer;
    }

    protected override Response Refusal(Request request) => new() { Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name })] };

    internal sealed class Request : IWireStruct
    {
        public List<Topic> Topics = [];
        public int TimeoutMs;
        public bool ValidateOnly;

        public void Describe(WireFields fields)
        {
            fields.Array(ref Topics);
            fields.Int32(ref TimeoutMs);
            fields.Bool(ref ValidateOnly, since: 1);
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public int Partitions;
            public short ReplicationFactor;
            public List<Assignment> Assignments = [];
            public List<Config> Configs = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Int32(ref Partitions);
                fields.Int16(ref ReplicationFactor);
                fields.Array(ref Assignments);
                fields.Array(ref Configs);
            }
        }

        internal sealed class Assignment : IWireStruct
        {
            public int Partition;
            public List<int> Brokers = [];

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Partition);
                fields.Int32Array(ref Brokers);
            }
        }

        internal sealed class Config : IWireStruct
        {
            public string Name = "";
            public string? Value;

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.NullableString(ref Value);
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
            public Guid Id;
            public KafkaError Error;
            public string? Message;
            public int Partitions = -1;
            public short ReplicationFactor = -1;
            public List<Config>? Configs = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Uuid(ref Id, since: 7);
                fields.Error(ref Error);
                fields.NullableString(ref Message, since: 1);
                fields.Int32(ref Partitions, since: 5);
                fields.Int16(ref ReplicationFactor, since: 5);
                fields.NullableArray(ref Configs, since: 5);
            }
        }

        internal sealed class Config : IWireStruct
        {
            public string Name = "";
            public string? Value;
            public bool IsReadOnly;
            public sbyte Source = -1;
            public bool IsSensitive;

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.NullableString(ref Value);
                fields.Bool(ref IsReadOnly);
                fields.Int8(ref Source);
                fields.Bool(ref IsSensitive);
            }
        }
    }
}
