using System.Text.Json.Nodes;
using Google.Protobuf.Collections;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Answers as JSON.</summary>
internal static class JsonAnswers
{
    public static JsonNode ToNode(Wire.UpdateResult result)
        => new JsonObject { ["operation_id"] = result.OperationId, ["status"] = result.Status.ToString().ToLowerInvariant() };

    public static JsonNode ToNode(Wire.PointId id)
        => id.PointIdOptionsCase == Wire.PointId.PointIdOptionsOneofCase.Num ? JsonValue.Create(id.Num) : JsonValue.Create(id.Uuid);

    public static JsonArray ToNode(RepeatedField<Wire.RetrievedPoint> points) => new([.. points.Select(ToNode)]);

    public static JsonArray ToNode(RepeatedField<Wire.ScoredPoint> points) => new([.. points.Select(point =>
    {
        var node = Point(point.Id, point.Payload, point.Vectors);
        node["version"] = point.Version;
        node["score"] = point.Score;
        return node;
    })]);

    public static JsonNode ToNode(Wire.RetrievedPoint point) => Point(point.Id, point.Payload, point.Vectors);

    private static JsonObject Point(Wire.PointId id, MapField<string, Wire.Value> payload, Wire.VectorsOutput? vectors)
    {
        var node = new JsonObject { ["id"] = ToNode(id), ["payload"] = ToNode(payload) };
        if (vectors is not null)
        {
            node["vector"] = vectors.VectorsOptionsCase == Wire.VectorsOutput.VectorsOptionsOneofCase.Vector
                ? ToNode(vectors.Vector)
                : new JsonObject(vectors.Vectors.Vectors.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)ToNode(pair.Value))));
        }
        return node;
    }

    private static JsonArray ToNode(Wire.VectorOutput vector) => new([.. vector.Dense.Data.Select(value => JsonValue.Create(value))]);

    private static JsonObject ToNode(MapField<string, Wire.Value> fields)
        => new(fields.Select(pair => KeyValuePair.Create(pair.Key, ToNode(pair.Value))));

    private static JsonNode? ToNode(Wire.Value value)
        => value.KindCase switch
        {
            Wire.Value.KindOneofCase.DoubleValue => double.IsFinite(value.DoubleValue) ? JsonValue.Create(value.DoubleValue) : null,
            Wire.Value.KindOneofCase.IntegerValue => JsonValue.Create(value.IntegerValue),
            Wire.Value.KindOneofCase.StringValue => JsonValue.Create(value.StringValue),
            Wire.Value.KindOneofCase.BoolValue => JsonValue.Create(value.BoolValue),
            Wire.Value.KindOneofCase.StructValue => ToNode(value.StructValue.Fields),
            Wire.Value.KindOneofCase.ListValue => new JsonArray([.. value.ListValue.Values.Select(ToNode)]),
            _ => null,
        };
}
