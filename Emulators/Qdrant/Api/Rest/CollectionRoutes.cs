using System.Text.Json;
using System.Text.Json.Nodes;
using EventAi.Emulators.Qdrant.Api.Grpc.Collections;
using Google.Protobuf;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Collections over REST: list, create, read, exists, delete, payload index.</summary>
internal static class CollectionRoutes
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static void MapCollections(this IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        RestCall.Map(endpoints, "GET", "/collections", call => new JsonObject
        {
            ["collections"] = new JsonArray([.. new List(store).Handle(new Wire.ListCollectionsRequest(), call.Elapsed).Collections
                .Select(collection => new JsonObject { ["name"] = collection.Name })]),
        });
        RestCall.Map(endpoints, "PUT", "/collections/{name}", call => new Create(store).Handle(ToCreate(call), call.Elapsed).Result);
        RestCall.Map(endpoints, "GET", "/collections/{name}", call => ToInfo(
            new Get(store).Handle(new Wire.GetCollectionInfoRequest { CollectionName = call.Path("name") }, call.Elapsed).Result));
        RestCall.Map(endpoints, "DELETE", "/collections/{name}", call =>
            new Delete(store).Handle(new Wire.DeleteCollection { CollectionName = call.Path("name") }, call.Elapsed).Result);
        RestCall.Map(endpoints, "GET", "/collections/{name}/exists", call => new JsonObject
        {
            ["exists"] = new CollectionExists(store).Handle(
                new Wire.CollectionExistsRequest { CollectionName = call.Path("name") }, call.Elapsed).Result.Exists,
        });
        RestCall.Map(endpoints, "PUT", "/collections/{name}/index", call => JsonAnswers.ToNode(
            new Grpc.Points.CreateFieldIndex(store).Handle(ToIndex(call), call.Elapsed).Result));
        RestCall.Map(endpoints, "DELETE", "/collections/{name}/index/{field}", call => JsonAnswers.ToNode(
            new Grpc.Points.DeleteFieldIndex(store).Handle(
                new Wire.DeleteFieldIndexCollection { CollectionName = call.Path("name"), FieldName = call.Path("field"), Wait = call.Wait }, call.Elapsed).Result));
    }

    /// <summary>The schema's field names are those of the message, but for the vectors.</summary>
    private static Wire.CreateCollection ToCreate(RestCall call)
    {
        var request = new Wire.CreateCollection();
        foreach (var property in call.Body.EnumerateObject())
        {
            if (property.NameEquals("vectors"))
            {
                request.VectorsConfig = ToVectors(property.Value);
            }
            else if (property.NameEquals("sparse_vectors") && property.Value.ValueKind == JsonValueKind.Object && property.Value.EnumerateObject().Any())
            {
                throw StoreException.Unsupported("Sparse vectors");
            }
            else if (property.Name is "hnsw_config" or "optimizers_config" or "wal_config" or "shard_number" or "replication_factor"
                or "write_consistency_factor" or "on_disk_payload")
            {
                request.MergeFrom(Parser.Parse<Wire.CreateCollection>($"{{\"{property.Name}\":{property.Value.GetRawText()}}}"));
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                throw StoreException.Unsupported($"`{property.Name}` over REST");
            }
        }
        request.CollectionName = call.Path("name");
        return request;
    }

    private static Wire.VectorsConfig ToVectors(JsonElement vectors)
    {
        if (vectors.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Number)
        {
            return new Wire.VectorsConfig { Params = Parser.Parse<Wire.VectorParams>(vectors.GetRawText()) };
        }
        var map = new Wire.VectorParamsMap();
        foreach (var vector in vectors.EnumerateObject())
        {
            map.Map[vector.Name] = Parser.Parse<Wire.VectorParams>(vector.Value.GetRawText());
        }
        return new Wire.VectorsConfig { ParamsMap = map };
    }

    private static Wire.CreateFieldIndexCollection ToIndex(RestCall call)
    {
        var request = new Wire.CreateFieldIndexCollection
        {
            CollectionName = call.Path("name"),
            FieldName = call.Body.GetProperty("field_name").GetString(),
            Wait = call.Wait,
        };
        if (call.Body.TryGetProperty("field_schema", out var schema))
        {
            var type = schema.ValueKind == JsonValueKind.Object ? schema.GetProperty("type").GetString() : schema.GetString();
            request.FieldType = Enum.TryParse<Wire.FieldType>(type, ignoreCase: true, out var known)
                ? known
                : throw StoreException.Malformed($"Malformed payload schema: {type}");
        }
        return request;
    }

    private static JsonObject ToInfo(Wire.CollectionInfo info)
    {
        var parameters = (JsonObject)ProtoJson.ToNode(info.Config.Params)!;
        parameters.Remove("vectors_config");
        parameters["vectors"] = info.Config.Params.VectorsConfig switch
        {
            { ConfigCase: Wire.VectorsConfig.ConfigOneofCase.Params } one => ProtoJson.ToNode(one.Params),
            { ConfigCase: Wire.VectorsConfig.ConfigOneofCase.ParamsMap } named
                => new JsonObject(named.ParamsMap.Map.Select(pair => KeyValuePair.Create(pair.Key, ProtoJson.ToNode(pair.Value)))),
            _ => new JsonObject(),
        };
        return new JsonObject
        {
            ["status"] = "green",
            ["optimizer_status"] = "ok",
            ["points_count"] = info.PointsCount,
            ["indexed_vectors_count"] = info.IndexedVectorsCount,
            ["segments_count"] = info.SegmentsCount,
            ["config"] = new JsonObject
            {
                ["params"] = parameters,
                ["hnsw_config"] = ProtoJson.ToNode(info.Config.HnswConfig),
                ["optimizer_config"] = ProtoJson.ToNode(info.Config.OptimizerConfig),
                ["wal_config"] = ProtoJson.ToNode(info.Config.WalConfig),
                ["quantization_config"] = null,
            },
            ["payload_schema"] = new JsonObject(info.PayloadSchema.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonObject
            {
                ["data_type"] = pair.Value.DataType.ToString().ToLowerInvariant(),
                ["points"] = pair.Value.Points,
            }))),
        };
    }
}
