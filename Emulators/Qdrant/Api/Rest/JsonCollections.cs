using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Collections, their settings and indexes, from JSON and back.</summary>
internal static class JsonCollections
{
    /// <summary>The schema's field names are those of the message, but for the vectors.</summary>
    public static Wire.CreateCollection ToCreate(string collection, JsonElement body)
    {
        var request = body.ValueKind == JsonValueKind.Undefined ? new Wire.CreateCollection() : ProtoJson.Read<Wire.CreateCollection>(body);
        request.CollectionName = collection;
        if (JsonRequests.Get(body, "vectors") is { } vectors)
        {
            request.VectorsConfig = JsonRequests.Get(vectors, "size") is { ValueKind: JsonValueKind.Number }
                ? new Wire.VectorsConfig { Params = ToVector(vectors) }
                : new Wire.VectorsConfig { ParamsMap = new Wire.VectorParamsMap { Map = { vectors.EnumerateObject().ToDictionary(vector => vector.Name, vector => ToVector(vector.Value), StringComparer.Ordinal) } } };
        }
        if (JsonRequests.Get(body, "sparse_vectors") is { } sparse)
        {
            request.SparseVectorsConfig = ToSparse(sparse);
        }
        return request;
    }

    public static Wire.UpdateCollection ToUpdate(string collection, JsonElement body)
    {
        var request = ProtoJson.Read<Wire.UpdateCollection>(body);
        request.CollectionName = collection;
        if (JsonRequests.Get(body, "vectors") is { } vectors)
        {
            var map = vectors.EnumerateObject().ToDictionary(vector => vector.Name, vector => ProtoJson.Read<Wire.VectorParamsDiff>(vector.Value), StringComparer.Ordinal);
            request.VectorsConfig = map.Count == 1 && map.TryGetValue("", out var unnamed)
                ? new Wire.VectorsConfigDiff { Params = unnamed }
                : new Wire.VectorsConfigDiff { ParamsMap = new Wire.VectorParamsDiffMap { Map = { map } } };
        }
        if (JsonRequests.Get(body, "sparse_vectors") is { } sparse)
        {
            request.SparseVectorsConfig = ToSparse(sparse);
        }
        return request;
    }

    public static Wire.CreateFieldIndexCollection ToIndex(string collection, bool wait, JsonElement body)
    {
        var request = new Wire.CreateFieldIndexCollection { CollectionName = collection, FieldName = JsonRequests.Required(body, "field_name").GetString(), Wait = wait };
        if ((JsonRequests.Get(body, "field_schema") ?? JsonRequests.Get(body, "field_type")) is not { } schema)
        {
            return request;
        }
        var type = schema.ValueKind == JsonValueKind.Object ? JsonRequests.Required(schema, "type").GetString() : schema.GetString();
        request.FieldType = Enum.TryParse<Wire.FieldType>(type, ignoreCase: true, out var known) && !int.TryParse(type, out _)
            ? known
            : throw new JsonException($"unknown variant `{type}` of PayloadSchemaType");
        if (schema.ValueKind == JsonValueKind.Object)
        {
            request.FieldIndexParams = known switch
            {
                Wire.FieldType.Keyword => new() { KeywordIndexParams = ProtoJson.Read<Wire.KeywordIndexParams>(schema) },
                Wire.FieldType.Integer => new() { IntegerIndexParams = ProtoJson.Read<Wire.IntegerIndexParams>(schema) },
                Wire.FieldType.Float => new() { FloatIndexParams = ProtoJson.Read<Wire.FloatIndexParams>(schema) },
                Wire.FieldType.Geo => new() { GeoIndexParams = ProtoJson.Read<Wire.GeoIndexParams>(schema) },
                Wire.FieldType.Text => new() { TextIndexParams = ProtoJson.Read<Wire.TextIndexParams>(schema) },
                Wire.FieldType.Bool => new() { BoolIndexParams = ProtoJson.Read<Wire.BoolIndexParams>(schema) },
                Wire.FieldType.Datetime => new() { DatetimeIndexParams = ProtoJson.Read<Wire.DatetimeIndexParams>(schema) },
                _ => new() { UuidIndexParams = ProtoJson.Read<Wire.UuidIndexParams>(schema) },
            };
        }
        return request;
    }

    public static JsonObject ToNode(Wire.CollectionInfo info)
        => new()
        {
            ["status"] = info.Status.ToString().ToLowerInvariant(),
            ["optimizer_status"] = "ok",
            ["indexed_vectors_count"] = info.IndexedVectorsCount,
            ["points_count"] = info.PointsCount,
            ["segments_count"] = info.SegmentsCount,
            ["config"] = ToNode(info.Config),
            ["payload_schema"] = new JsonObject(info.PayloadSchema.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)ToNode(pair.Value)))),
            ["update_queue"] = new JsonObject { ["length"] = 0 },
        };

    private static JsonObject ToNode(Wire.CollectionConfig config)
    {
        var parameters = ProtoJson.ToNode(config.Params);
        parameters.Remove("vectors_config");
        parameters.Remove("sparse_vectors_config");
        parameters["vectors"] = config.Params.VectorsConfig switch
        {
            { ConfigCase: Wire.VectorsConfig.ConfigOneofCase.Params } one => ProtoJson.ToNode(one.Params),
            { ConfigCase: Wire.VectorsConfig.ConfigOneofCase.ParamsMap } named
                => new JsonObject(named.ParamsMap.Map.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)ProtoJson.ToNode(pair.Value)))),
            _ => new JsonObject(),
        };
        if (config.Params.SparseVectorsConfig is { } sparse)
        {
            parameters["sparse_vectors"] = new JsonObject(sparse.Map.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)ProtoJson.ToNode(pair.Value))));
        }
        var optimizer = ProtoJson.ToNode(config.OptimizerConfig);
        foreach (var unset in new[] { "max_segment_size", "memmap_threshold", "max_optimization_threads" })
        {
            if (!optimizer.ContainsKey(unset))
            {
                optimizer[unset] = null;
            }
        }
        var node = new JsonObject
        {
            ["params"] = parameters,
            ["hnsw_config"] = ProtoJson.ToNode(config.HnswConfig),
            ["optimizer_config"] = optimizer,
            ["wal_config"] = ProtoJson.ToNode(config.WalConfig),
            ["quantization_config"] = config.QuantizationConfig is null ? null : ProtoJson.ToNode(config.QuantizationConfig),
        };
        if (config.StrictModeConfig is { } strict)
        {
            node["strict_mode_config"] = ProtoJson.ToNode(strict);
        }
        if (config.Metadata.Count > 0)
        {
            node["metadata"] = JsonAnswers.ToNode(config.Metadata);
        }
        return node;
    }

    private static JsonObject ToNode(Wire.PayloadSchemaInfo schema)
    {
        var type = schema.DataType.ToString().ToLowerInvariant();
        var node = new JsonObject { ["data_type"] = type };
        if (schema.Params is { IndexParamsCase: not Wire.PayloadIndexParams.IndexParamsOneofCase.None } given)
        {
            var (_, parameters) = ProtoJson.ToNode(given).First();
            var copy = (JsonObject)parameters!.DeepClone();
            copy["type"] = type;
            node["params"] = copy;
        }
        node["points"] = schema.Points;
        return node;
    }

    private static Wire.VectorParams ToVector(JsonElement vector)
    {
        _ = JsonRequests.Required(vector, "size");
        _ = JsonRequests.Required(vector, "distance");
        return ProtoJson.Read<Wire.VectorParams>(vector);
    }

    private static Wire.SparseVectorConfig ToSparse(JsonElement sparse)
        => new() { Map = { sparse.EnumerateObject().ToDictionary(vector => vector.Name, vector => ProtoJson.Read<Wire.SparseVectorParams>(vector.Value), StringComparer.Ordinal) } };
}
