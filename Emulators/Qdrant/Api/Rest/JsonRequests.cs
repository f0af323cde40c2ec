using System.Text.Json;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Parts of requests, from JSON. A value of the wrong kind throws what <see cref="RestCall"/> answers 400 to.</summary>
internal static class JsonRequests
{
    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Get(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member that must be there.</summary>
    public static JsonElement Required(JsonElement element, string name) => Get(element, name) ?? throw new JsonException($"missing field `{name}`");

    public static Wire.PointId ToId(JsonElement id)
        => id.ValueKind == JsonValueKind.Number && id.TryGetUInt64(out var number) ? new Wire.PointId { Num = number }
            : id.ValueKind == JsonValueKind.String && Guid.TryParse(id.GetString(), out _) ? new Wire.PointId { Uuid = id.GetString() }
            : throw new JsonException($"value {id.GetRawText()} is not a valid point ID, valid values are either an unsigned integer or a UUID");

    public static Wire.PointStruct ToPoint(JsonElement point)
    {
        var result = new Wire.PointStruct { Id = ToId(Required(point, "id")) };
        if (Get(point, "payload") is { } payload)
        {
            result.Payload.Add(ToFields(payload));
        }
        result.Vectors = JsonVectors.ToVectors(Required(point, "vector"));
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
        => (Get(body, "with_vector") ?? Get(body, "with_vectors")) is not { } selector ? new Wire.WithVectorsSelector { Enable = false }
            : selector.ValueKind == JsonValueKind.Array ? new Wire.WithVectorsSelector { Include = new Wire.VectorsSelector { Names = { Strings(selector) } } }
            : new Wire.WithVectorsSelector { Enable = selector.GetBoolean() };

    public static Wire.Value ToValue(JsonElement value)
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

    public static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(value => value.GetString()!);
}
