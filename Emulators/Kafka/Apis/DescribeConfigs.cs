using System.Globalization;
using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// DescribeConfigs (32), versions 0-4. Topics (their own values and the defaults) and this broker (its options under Apache Kafka's names,
/// read-only). Not emulated: loggers and other resources (INVALID_REQUEST), documentation texts (null), synonyms beyond the value's own source.
/// </summary>
internal sealed class DescribeConfigs(BrokerState state) : TypedApi<DescribeConfigs.Request, DescribeConfigs.Response>(ApiKey.DescribeConfigs, 0, 4, 4)
{
    private const sbyte TopicResource = 2;
    private const sbyte BrokerResource = 4;
    private const sbyte FromTopic = 1;
    private const sbyte FromStaticBroker = 4;
    private const sbyte FromDefault = 5;
    private const sbyte StringType = 2;
    private const sbyte LongType = 5;

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) =>
        new(new Response { Results = [.. request.Resources.Select(r => Describe(r, request.IncludeSynonyms))] });

    private Response.Result Describe(Request.Resource resource, bool synonyms)
    {
        var result = new Response.Result { Type = resource.Type, Name = resource.Name };
        switch (resource.Type)
        {
            case TopicResource when state.Topics.Find(resource.Name) is { } topic:
                result.Configs = [.. topic.Config.Defaults.Keys.Select(key =>
                    Entry(key, topic.Config[key], topic.Config.Overrides.ContainsKey(key) ? FromTopic : FromDefault, isReadOnly: false, synonyms))];
                break;
            case TopicResource:
                result.Error = KafkaError.UnknownTopicOrPartition;
                break;
            case BrokerResource when resource.Name == BrokerState.NodeId.ToString():
                result.Configs = [.. BrokerSettings().Select(s => Entry(s.Key, s.Value, FromStaticBroker, isReadOnly: true, synonyms))];
                break;
            case BrokerResource:
                (result.Error, result.Message) = (KafkaError.InvalidRequest, $"The only broker is {BrokerState.NodeId}.");
                break;
            default:
                (result.Error, result.Message) = (KafkaError.InvalidRequest, "Topics (2) and brokers (4) have settings here.");
                break;
        }

        if (resource.Keys is { } keys)
        {
            result.Configs.RemoveAll(c => !keys.Contains(c.Name, StringComparer.Ordinal));
        }

        return result;
    }

    private static Response.Config Entry(string name, string value, sbyte source, bool isReadOnly, bool synonyms) => new()
    {
        Name = name,
        Value = value,
        IsReadOnly = isReadOnly,
        IsDefault = source == FromDefault,
        Source = source,
        Type = long.TryParse(value, out _) ? LongType : StringType,
        Synonyms = synonyms ? [new Response.Synonym { Name = name, Value = value, Source = source }] : [],
    };

    private Dictionary<string, string> BrokerSettings()
    {
        var options = state.Options;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["advertised.listeners"] = $"PLAINTEXT://{state.Address}",
            ["auto.create.topics.enable"] = options.AutoCreateTopics ? "true" : "false",
            ["broker.id"] = Text(BrokerState.NodeId),
            ["fetch.max.bytes"] = Text(options.MaxFetchBytes),
            ["group.initial.rebalance.delay.ms"] = Text(options.GroupInitialDelayMs),
            ["group.max.session.timeout.ms"] = Text(options.GroupMaxSessionMs),
            ["group.min.session.timeout.ms"] = Text(options.GroupMinSessionMs),
            ["log.dirs"] = state.DataPath,
            ["log.retention.bytes"] = Text(options.RetentionBytes),
            ["log.retention.ms"] = Text(options.RetentionMs),
            ["log.segment.bytes"] = Text(options.SegmentBytes),
            ["message.max.bytes"] = Text(options.MaxMessageBytes),
            ["num.partitions"] = Text(options.Partitions),
            ["socket.request.max.bytes"] = Text(options.MaxFrameBytes),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal sealed class Request : IWireStruct
    {
        public List<Resource> Resources = [];
        public bool IncludeSynonyms;
        public bool IncludeDocumentation;

        public void Describe(WireFields fields)
        {
            fields.Array(ref Resources);
            fields.Bool(ref IncludeSynonyms, since: 1);
            fields.Bool(ref IncludeDocumentation, since: 3);
        }

        internal sealed class Resource : IWireStruct
        {
            public sbyte Type;
            public string Name = "";
            public List<string>? Keys;

            public void Describe(WireFields fields)
            {
                fields.Int8(ref Type);
                fields.String(ref Name);
                fields.NullableStringArray(ref Keys);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Result> Results = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Array(ref Results);
        }

        internal sealed class Result : IWireStruct
        {
            public KafkaError Error;
            public string? Message;
            public sbyte Type;
            public string Name = "";
            public List<Config> Configs = [];

            public void Describe(WireFields fields)
            {
                fields.Error(ref Error);
                fields.NullableString(ref Message);
                fields.Int8(ref Type);
                fields.String(ref Name);
                fields.Array(ref Configs);
            }
        }

        internal sealed class Config : IWireStruct
        {
            public string Name = "";
            public string? Value;
            public bool IsReadOnly;
            public bool IsDefault;
            public sbyte Source = -1;
            public bool IsSensitive;
            public List<Synonym> Synonyms = [];
            public sbyte Type;
            public string? Documentation;

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.NullableString(ref Value);
                fields.Bool(ref IsReadOnly);
                fields.Bool(ref IsDefault, until: 0);
                fields.Int8(ref Source, since: 1);
                fields.Bool(ref IsSensitive);
                fields.Array(ref Synonyms, since: 1);
                fields.Int8(ref Type, since: 3);
                fields.NullableString(ref Documentation, since: 3);
            }
        }

        internal sealed class Synonym : IWireStruct
        {
            public string Name = "";
            public string? Value;
            public sbyte Source;

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.NullableString(ref Value);
                fields.Int8(ref Source);
            }
        }
    }
}
