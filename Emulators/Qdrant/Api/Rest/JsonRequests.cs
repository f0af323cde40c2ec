using System.Text.Json;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Parts of requests, from JSON. A value of the wrong kind throws what <see cref="RestCall"/> answers 400 to.</summary>
internal static class JsonRequests
{
    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Get(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static Wire.PointId ToId(JsonElement id)
        => id.ValueKind == JsonValueKind.Number ? new Wire.PointId { Num = id.GetUInt64() } : new Wire.PointId { Uuid = id.GetString() };

    public static Wire.PointStruct ToPoint(JsonElement point)
    {
        var result = new Wire.PointStruct { Id = ToId(point.GetProperty("id")) };
        if (Get(point, "payload") is { } payload)
        {
            result.Payload.Add(ToFields(payload));
        }
        if (Get(point, "vector") is { } vector)
        {
            result.Vectors = ToVectors(vector);
        }
        return result;
    }

    public static Dictionary<string, Wire.Value> ToFields(JsonElement payload)
        => payload.EnumerateObject().ToDictionary(property => property.Name, property => ToValue(property.Value), StringComparer.Ordinal);

    public static Wire.PointsSelector ToSelector(JsonElement body)
        => Get(body, "points") is { } ids
                ? new Wire.PointsSelector { Points = new Wire.PointsIdsList { Ids = { ids.EnumerateArray().Select(ToId) } } }
            : Get(body, "filter") is { } filter ? new Wire.PointsSelector { Filter = JsonFilters.ToFilter(filter) }
            : throw StoreException.Malformed("Either `points` or `filter` must be given");

    public static Wire.WithPayloadSelector ToPayloadSelector(JsonElement body, bool otherwise)
    {
        if (Get(body, "with_payload") is not { } selector)
        {
            return new Wire.WithPayloadSelector { Enable = otherwise };
        }
        if (selector.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return new Wire.WithPayloadSelector { Enable = selector.GetBoolean() };
        }
        return Get(selector, "exclude") is { } excluded
            ? new Wire.WithPayloadSelector { Exclude = new Wire.PayloadExcludeSelector { Fields = { Strings(excluded) } } }
            : new Wire.WithPayloadSelector { Include = new Wire.PayloadIncludeSelector { Fields = { Strings(Get(selector, "include") ?? selector) } } };
    }

    public static Wire.WithVectorsSelector ToVectorsSelector(JsonElement body)
        => Get(body, "with_vector") is not { } selector ? new Wire.WithVectorsSelector { Enable = false }
            : selector.ValueKind == JsonValueKind.Array ? new Wire.WithVectorsSelector { Include = new Wire.VectorsSelector { Names = { Strings(selector) } } }
            : new Wire.WithVectorsSelector { Enable = selector.GetBoolean() };

    public static Wire.QueryPoints ToQuery(string collection, JsonElement body)
    {
        if (Get(body, "prefetch") is not null || Get(body, "lookup_from") is not null)
        {
            throw StoreException.Unsupported("A query with prefetch or lookup_from");
        }
        var request = new Wire.QueryPoints
        {
            CollectionName = collection,
            Query = Get(body, "query") is { } query ? ToQuery(query) : null,
            Using = Get(body, "using")?.GetString() ?? "",
            Filter = JsonFilters.ToFilterOrNull(body),
            Limit = Get(body, "limit")?.GetUInt64() ?? 10,
            Offset = Get(body, "offset")?.GetUInt64() ?? 0,
            WithPayload = ToPayloadSelector(body, otherwise: false),
            WithVectors = ToVectorsSelector(body),
        };
        if (Get(body, "score_threshold") is { } threshold)
        {
            request.ScoreThreshold = threshold.GetSingle();
        }
        return request;
    }

    private static Wire.Query ToQuery(JsonElement query)
    {
        if (query.ValueKind == JsonValueKind.Object)
        {
            query = Get(query, "nearest") is { } nearest && Get(query, "mmr") is null
                ? nearest
                : throw StoreException.Unsupported($"A query by {string.Join(", ", query.EnumerateObject().Select(property => property.Name))}");
        }
        return new Wire.Query
        {
            Nearest = query.ValueKind == JsonValueKind.Array
                ? new Wire.VectorInput { Dense = new Wire.DenseVector { Data = { Floats(query) } } }
                : new Wire.VectorInput { Id = ToId(query) },
        };
    }

    private static Wire.Vectors ToVectors(JsonElement vector)
    {
        if (vector.ValueKind == JsonValueKind.Array)
        {
            return new Wire.Vectors { Vector = ToVector(vector) };
        }
        var named = new Wire.NamedVectors();
        foreach (var property in vector.EnumerateObject())
        {
            named.Vectors[property.Name] = ToVector(property.Value);
        }
        return new Wire.Vectors { Vectors_ = named };
    }

    private static Wire.Vector ToVector(JsonElement vector)
        => vector.ValueKind == JsonValueKind.Array
            ? new Wire.Vector { Dense = new Wire.DenseVector { Data = { Floats(vector) } } }
            : throw StoreException.Unsupported("A vector that is not dense");

    private static Wire.Value ToValue(JsonElement value)
        => value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => new Wire.Value { BoolValue = value.GetBoolean() },
            JsonValueKind.Number when value.TryGetInt64(out var integer) => new Wire.Value { IntegerValue = integer },
            JsonValueKind.Number => new Wire.Value { DoubleValue = value.GetDouble() },
            JsonValueKind.String => new Wire.Value { StringValue = value.GetString() },
            JsonValueKind.Array => new Wire.Value { ListValue = new Wire.ListValue { Values = { value.EnumerateArray().Select(ToValue) } } },
            JsonValueKind.Object => new Wire.Value { StructValue = new Wire.Struct { Fields = { ToFields(value) } } },
            _ => new Wire.Value { NullValue = Wire.NullValue.NullValue },
        };

    private static IEnumerable<float> Floats(JsonElement array) => array.EnumerateArray().Select(value => value.GetSingle());

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(value => value.GetString()!);
}
