using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace EventAi.Contracts;

/// <summary>
/// Reads an event and checks it against its schema. The record is the schema: types, required members and nullability are
/// enforced by the serializer, <see cref="RangeAttribute"/> and <see cref="LengthAttribute"/> by checks compiled once per type.
/// </summary>
public static class EventSchema<TEvent>
    where TEvent : class, IEvent<TEvent>
{
    private static readonly Func<TEvent, string?>[] Checks = [.. typeof(TEvent).GetProperties().SelectMany(EventSchemaChecks.Of<TEvent>)];

    /// <summary>Parses a record's value; on failure <paramref name="violation"/> says in one line what is wrong with it.</summary>
    public static TEvent? Parse(ReadOnlySpan<byte> json, out string? violation)
    {
        try
        {
            var parsed = JsonSerializer.Deserialize(json, TEvent.JsonTypeInfo);
            violation = parsed is null ? "The value is null." : Violation(parsed);
            return violation is null ? parsed : null;
        }
        catch (JsonException exception)
        {
            violation = $"Not a {typeof(TEvent).Name}: {exception.Message}";
            return null;
        }
    }

    /// <summary>The first constraint that <paramref name="candidate"/> breaks, or null.</summary>
    public static string? Violation(TEvent candidate)
    {
        foreach (var check in Checks)
        {
            if (check(candidate) is { } violation)
            {
                return violation;
            }
        }
        return null;
    }

    /// <summary>The JSON Schema (2020-12) of the event, as committed under <c>schemas/</c>.</summary>
    public static JsonNode Export()
    {
        var schema = TEvent.JsonTypeInfo.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = static (context, node) => EventSchemaChecks.Describe(context.PropertyInfo?.AttributeProvider, node),
        }).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", $"urn:{TEvent.EventType.Replace('.', ':')}");
        schema.Insert(2, "title", TEvent.EventType);
        return schema;
    }
}
