using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// Operations that Apache Kafka has and this broker has not, where a response has a place for UNSUPPORTED_VERSION: a client that asks in spite of ApiVersions
/// learns why. All of them begin with the throttle time and the error; what follows is empty. An operation with no such place, and a version that is not served,
/// closes the connection, as Apache Kafka does.
/// </summary>
internal static class NotServed
{
    private delegate void Rest(WireFields fields);

    /// <summary>By number: the first flexible version, and the fields behind the error (message schemas of Apache Kafka 4.0).</summary>
    private static readonly Dictionary<short, (string Name, short FlexibleFrom, Rest Tail)> All = new()
    {
        [29] = ("DescribeAcls", 2, static f => { Null(f); Empty(f); }),
        [45] = ("AlterPartitionReassignments", 0, static f => { Null(f); Empty(f); }),
        [46] = ("ListPartitionReassignments", 0, static f => { Null(f); Empty(f); }),
        [48] = ("DescribeClientQuotas", 1, static f => { Null(f); Empty(f); }),
        [50] = ("DescribeUserScramCredentials", 0, static f => { Null(f); Empty(f); }),
        [57] = ("UpdateFeatures", 0, static f => { Null(f); Empty(f, until: 1); }),
        [64] = ("UnregisterBroker", 0, static f => Null(f)),
        [68] = ("ConsumerGroupHeartbeat", 0, static f => { Null(f); Null(f); Number(f); Number(f); NoStructure(f); }),
        [72] = ("PushTelemetry", 0, static _ => { }),
        [74] = ("ListConfigResources", 0, static f => Empty(f)),
        [76] = ("ShareGroupHeartbeat", 0, static f => { Null(f); Null(f); Number(f); Number(f); NoStructure(f); }),
        [79] = ("ShareAcknowledge", 0, static f => { Null(f); Empty(f); Empty(f); }),
    };

    /// <summary>False when there is no way to say it.</summary>
    public static bool TryAnswer(RequestHeader header, WireWriter writer)
    {
        if (!All.TryGetValue(header.Key, out var operation))
        {
            return false;
        }

        var flexible = header.ApiVersion >= operation.FlexibleFrom;
        writer.StartFrame(header.CorrelationId, flexible);
        writer.Message(new Response(operation.Tail), header.ApiVersion, flexible);
        writer.EndFrame();
        return true;
    }

    private static void Null(WireFields fields)
    {
        string? none = null;
        fields.NullableString(ref none);
    }

    private static void Empty(WireFields fields, int until = short.MaxValue)
    {
        List<int> none = [];
        fields.Int32Array(ref none, until: until);
    }

    private static void Number(WireFields fields)
    {
        var zero = 0;
        fields.Int32(ref zero);
    }

    private static void NoStructure(WireFields fields)
    {
        Response? none = null;
        fields.NullableStruct(ref none);
    }

    private sealed class Response(Rest rest) : IWireStruct
    {
        public Response()
            : this(static _ => { })
        {
        }

        public void Describe(WireFields fields)
        {
            var throttle = 0;
            var error = KafkaError.UnsupportedVersion;
            fields.Int32(ref throttle);
            fields.Error(ref error);
            rest(fields);
        }
    }
}
