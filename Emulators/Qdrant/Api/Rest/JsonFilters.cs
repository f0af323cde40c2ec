using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Filters from JSON.</summary>
internal static class JsonFilters
{
    private static readonly string[] Clauses = ["must", "should", "must_not", "min_should"];

    public static Wire.Filter? ToFilterOrNull(JsonElement body) => JsonRequests.Get(body, "filter") is { } filter ? ToFilter(filter) : null;

    public static Wire.Filter ToFilter(JsonElement filter)
    {
        if (filter.ValueKind != JsonValueKind.Object || filter.EnumerateObject().Any(member => !Clauses.Contains(member.Name, StringComparer.Ordinal)))
        {
            throw new JsonException($"unknown field in filter, expected one of {string.Join(", ", Clauses)}");
        }
        var result = new Wire.Filter { Must = { Conditions(filter, "must") }, Should = { Conditions(filter, "should") }, MustNot = { Conditions(filter, "must_not") } };
        if (JsonRequests.Get(filter, "min_should") is { } minimum)
        {
            result.MinShould = new Wire.MinShould { Conditions = { Conditions(minimum, "conditions") }, MinCount = minimum.GetProperty("min_count").GetUInt64() };
        }
        return result;
    }

    private static IEnumerable<Wire.Condition> Conditions(JsonElement parent, string name)
        => JsonRequests.Get(parent, name) is not { } conditions ? []
            : conditions.ValueKind == JsonValueKind.Array ? conditions.EnumerateArray().Select(ToCondition)
            : [ToCondition(conditions)];

    public static Wire.Condition ToCondition(JsonElement condition)
    {
        if (JsonRequests.Get(condition, "key") is { } key)
        {
            return new Wire.Condition { Field = ToField(key.GetString()!, condition) };
        }
        if (JsonRequests.Get(condition, "is_empty") is { } empty)
        {
            return new Wire.Condition { IsEmpty = new Wire.IsEmptyCondition { Key = empty.GetProperty("key").GetString() } };
        }
        if (JsonRequests.Get(condition, "is_null") is { } isNull)
        {
            return new Wire.Condition { IsNull = new Wire.IsNullCondition { Key = isNull.GetProperty("key").GetString() } };
        }
        if (JsonRequests.Get(condition, "has_id") is { } ids)
        {
            return new Wire.Condition { HasId = new Wire.HasIdCondition { HasId = { ids.EnumerateArray().Select(JsonRequests.ToId) } } };
        }
        if (JsonRequests.Get(condition, "has_vector") is { } vector)
        {
            return new Wire.Condition { HasVector = new Wire.HasVectorCondition { HasVector = vector.GetString() } };
        }
        if (JsonRequests.Get(condition, "nested") is { } nested)
        {
            return new Wire.Condition
            {
                Nested = new Wire.NestedCondition { Key = nested.GetProperty("key").GetString(), Filter = ToFilter(nested.GetProperty("filter")) },
            };
        }
        if (JsonRequests.Get(condition, "slice") is { } slice)
        {
            return new Wire.Condition
            {
                Slice = new Wire.SliceCondition { Total = JsonRequests.Required(slice, "total").GetUInt32(), Index = JsonRequests.Required(slice, "index").GetUInt32() },
            };
        }
        return Array.Exists(Clauses, name => JsonRequests.Get(condition, name) is not null)
            ? new Wire.Condition { Filter = ToFilter(condition) }
            : throw new JsonException("data did not match any variant of untagged enum Condition");
    }

    private static Wire.FieldCondition ToField(string key, JsonElement condition)
    {
        var field = new Wire.FieldCondition { Key = key };
        if (JsonRequests.Get(condition, "match") is { } match)
        {
            field.Match = ToMatch(match);
        }
        else if (JsonRequests.Get(condition, "range") is { } range)
        {
            if (range.EnumerateObject().Any(bound => bound.Value.ValueKind == JsonValueKind.String))
            {
                field.DatetimeRange = new Wire.DatetimeRange { Lt = Time(range, "lt"), Gt = Time(range, "gt"), Gte = Time(range, "gte"), Lte = Time(range, "lte") };
            }
            else
            {
                field.Range = ToRange(range);
            }
        }
        else if (JsonRequests.Get(condition, "values_count") is { } count)
        {
            field.ValuesCount = ToCount(count);
        }
        else if (JsonRequests.Get(condition, "geo_radius") is { } circle)
        {
            field.GeoRadius = ProtoJson.Read<Wire.GeoRadius>(circle);
        }
        else if (JsonRequests.Get(condition, "geo_bounding_box") is { } box)
        {
            field.GeoBoundingBox = ProtoJson.Read<Wire.GeoBoundingBox>(box);
        }
        else if (JsonRequests.Get(condition, "geo_polygon") is { } polygon)
        {
            field.GeoPolygon = ProtoJson.Read<Wire.GeoPolygon>(polygon);
        }
        else if (JsonRequests.Get(condition, "is_empty") is { } empty)
        {
            field.IsEmpty = empty.GetBoolean();
        }
        else if (JsonRequests.Get(condition, "is_null") is { } isNull)
        {
            field.IsNull = isNull.GetBoolean();
        }
        else
        {
            throw new JsonException("data did not match any variant of untagged enum Condition");
        }
        return field;
    }

    private static Wire.Match ToMatch(JsonElement match)
    {
        var one = match.EnumerateObject().FirstOrDefault();
        return (one.Name, one.Value.ValueKind) switch
        {
            ("value", JsonValueKind.String) => new Wire.Match { Keyword = one.Value.GetString() },
            ("value", JsonValueKind.Number) => new Wire.Match { Integer = one.Value.GetInt64() },
            ("value", JsonValueKind.True or JsonValueKind.False) => new Wire.Match { Boolean = one.Value.GetBoolean() },
            ("text", _) => new Wire.Match { Text = one.Value.GetString() },
            ("text_any", _) => new Wire.Match { TextAny = one.Value.GetString() },
            ("phrase", _) => new Wire.Match { Phrase = one.Value.GetString() },
            ("prefix", _) => new Wire.Match { Prefix = one.Value.GetString() },
            ("any", _) when Numbers(one.Value) => new Wire.Match { Integers = Integers(one.Value) },
            ("any", _) => new Wire.Match { Keywords = Strings(one.Value) },
            ("except", _) when Numbers(one.Value) => new Wire.Match { ExceptIntegers = Integers(one.Value) },
            ("except", _) => new Wire.Match { ExceptKeywords = Strings(one.Value) },
            _ => throw new JsonException("data did not match any variant of untagged enum MatchInterface"),
        };
    }

    private static bool Numbers(JsonElement values) => values.EnumerateArray().Any(value => value.ValueKind == JsonValueKind.Number);

    private static Wire.RepeatedIntegers Integers(JsonElement values) => new() { Integers = { values.EnumerateArray().Select(value => value.GetInt64()) } };

    private static Wire.RepeatedStrings Strings(JsonElement values) => new() { Strings = { values.EnumerateArray().Select(value => value.GetString()!) } };

    private static Wire.Range ToRange(JsonElement bounds)
    {
        var range = new Wire.Range();
        Bound(bounds, "lt", value => range.Lt = value.GetDouble());
        Bound(bounds, "gt", value => range.Gt = value.GetDouble());
        Bound(bounds, "gte", value => range.Gte = value.GetDouble());
        Bound(bounds, "lte", value => range.Lte = value.GetDouble());
        return range;
    }

    private static Wire.ValuesCount ToCount(JsonElement bounds)
    {
        var count = new Wire.ValuesCount();
        Bound(bounds, "lt", value => count.Lt = value.GetUInt64());
        Bound(bounds, "gt", value => count.Gt = value.GetUInt64());
        Bound(bounds, "gte", value => count.Gte = value.GetUInt64());
        Bound(bounds, "lte", value => count.Lte = value.GetUInt64());
        return count;
    }

    private static void Bound(JsonElement bounds, string name, Action<JsonElement> set)
    {
        if (JsonRequests.Get(bounds, name) is { } value)
        {
            set(value);
        }
    }

    private static Timestamp? Time(JsonElement bounds, string name)
        => JsonRequests.Get(bounds, name) is not { } value ? null
            : PayloadTime.TryParse(value.GetString() ?? "", out var time) ? Timestamp.FromDateTimeOffset(time)
            : throw new JsonException($"`{value.GetRawText()}` is not a datetime");
}
