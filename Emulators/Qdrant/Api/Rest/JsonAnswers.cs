using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Collections;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Answers as JSON. What was not asked for (payload, vectors) is left out, what was asked for and is empty is not.</summary>
internal static class JsonAnswers
{
    public static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    public static JsonNode ToNode(Wire.UpdateResult result)
        => new JsonObject { ["operation_id"] = result.OperationId, ["status"] = result.Status.ToString().ToLowerInvariant() };

    public static JsonNode ToNode(Wire.PointId id)
        => id.PointIdOptionsCase == Wire.PointId.PointIdOptionsOneofCase.Num ? JsonValue.Create(id.Num) : JsonValue.Create(id.Uuid);

    public static JsonArray ToNode(RepeatedField<Wire.RetrievedPoint> points, Wire.WithPayloadSelector payload, Wire.WithVectorsSelector vectors)
        => new([.. points.Select(point => ToNode(point, payload, vectors))]);

    public static JsonArray ToNode(RepeatedField<Wire.ScoredPoint> points, Wire.WithPayloadSelector payload, Wire.WithVectorsSelector vectors)
        => new([.. points.Select(point =>
        {
            var node = new JsonObject { ["id"] = ToNode(point.Id), ["version"] = point.Version, ["score"] = point.Score };
            AddContent(node, point.Payload, point.Vectors, payload, vectors);
            AddOrder(node, point.OrderValue);
            return node;
        })]);

    public static JsonObject ToNode(Wire.RetrievedPoint point, Wire.WithPayloadSelector? payload, Wire.WithVectorsSelector? vectors)
    {
        var node = new JsonObject { ["id"] = ToNode(point.Id) };
        AddContent(node, point.Payload, point.Vectors, payload, vectors);
        AddOrder(node, point.OrderValue);
        return node;
    }

    public static JsonObject ToNode(Wire.GroupsResult groups, Wire.QueryPointGroups request)
        => new()
        {
            ["groups"] = new JsonArray([.. groups.Groups.Select(group =>
            {
                var node = new JsonObject
                {
                    ["hits"] = ToNode(group.Hits, request.WithPayload, request.WithVectors),
                    ["id"] = group.Id.KindCase switch
                    {
                        Wire.GroupId.KindOneofCase.StringValue => JsonValue.Create(group.Id.StringValue),
                        Wire.GroupId.KindOneofCase.IntegerValue => JsonValue.Create(group.Id.IntegerValue),
                        _ => JsonValue.Create(group.Id.UnsignedValue),
                    },
                };
                if (group.Lookup is not null)
                {
                    node["lookup"] = ToNode(group.Lookup, request.WithLookup.WithPayload ?? new Wire.WithPayloadSelector { Enable = true }, request.WithLookup.WithVectors);
                }
                return node;
            })]),
        };

    public static JsonObject ToNode(MapField<string, Wire.Value> fields)
        => new(fields.Select(pair => KeyValuePair.Create(pair.Key, ToNode(pair.Value))));

    public static JsonNode? ToNode(Wire.Value value)
        => value.KindCase switch
        {
            Wire.Value.KindOneofCase.DoubleValue => double.IsFinite(value.DoubleValue) ? ToNode(value.DoubleValue) : null,
            Wire.Value.KindOneofCase.IntegerValue => JsonValue.Create(value.IntegerValue),
            Wire.Value.KindOneofCase.StringValue => JsonValue.Create(value.StringValue),
            Wire.Value.KindOneofCase.BoolValue => JsonValue.Create(value.BoolValue),
            Wire.Value.KindOneofCase.StructValue => ToNode(value.StructValue.Fields),
            Wire.Value.KindOneofCase.ListValue => new JsonArray([.. value.ListValue.Values.Select(ToNode)]),
            _ => null,
        };

    /// <summary>A number that is not an integer keeps its point: 3.0 must not come back as 3.</summary>
    private static JsonNode? ToNode(double number)
        => number == Math.Floor(number) && Math.Abs(number) < 1e15 ? JsonNode.Parse(number.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)) : JsonValue.Create(number);

    private static void AddContent(
        JsonObject node, MapField<string, Wire.Value> payload, Wire.VectorsOutput? vectors, Wire.WithPayloadSelector? withPayload, Wire.WithVectorsSelector? withVectors)
    {
        if (withPayload is { SelectorOptionsCase: not (Wire.WithPayloadSelector.SelectorOptionsOneofCase.None or Wire.WithPayloadSelector.SelectorOptionsOneofCase.Enable) } or { Enable: true })
        {
            node["payload"] = ToNode(payload);
        }
        if (withVectors is { SelectorOptionsCase: Wire.WithVectorsSelector.SelectorOptionsOneofCase.Include } or { Enable: true })
        {
            node["vector"] = vectors is null ? new JsonObject()
                : vectors.VectorsOptionsCase == Wire.VectorsOutput.VectorsOptionsOneofCase.Vector ? ToNode(vectors.Vector)
                : new JsonObject(vectors.Vectors.Vectors.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)ToNode(pair.Value))));
        }
    }

    private static void AddOrder(JsonObject node, Wire.OrderValue? order)
    {
        if (order is not null)
        {
            node["order_value"] = order.VariantCase == Wire.OrderValue.VariantOneofCase.Int ? JsonValue.Create(order.Int) : JsonValue.Create(order.Float);
        }
    }

    private static JsonNode ToNode(Wire.VectorOutput vector)
        => vector.VectorCase switch
        {
            Wire.VectorOutput.VectorOneofCase.Sparse => new JsonObject
            {
                ["indices"] = new JsonArray([.. vector.Sparse.Indices.Select(index => JsonValue.Create(index))]),
                ["values"] = ToNode(vector.Sparse.Values),
            },
            Wire.VectorOutput.VectorOneofCase.MultiDense => new JsonArray([.. vector.MultiDense.Vectors.Select(row => ToNode(row.Data))]),
            _ => ToNode(vector.Dense.Data),
        };

    private static JsonArray ToNode(RepeatedField<float> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
