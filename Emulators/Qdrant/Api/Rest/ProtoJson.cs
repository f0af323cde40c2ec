using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>
/// Configuration messages as the JSON of the REST interface, and back: the same names, numbers as numbers, words in snake case but for the
/// metrics. Members that no field is named after are passed over, as Qdrant does.
/// </summary>
internal static class ProtoJson
{
    public static T Read<T>(JsonElement json)
        where T : IMessage, new()
    {
        var message = new T();
        Read(message, json);
        return message;
    }

    public static JsonObject ToNode(IMessage message)
    {
        var node = new JsonObject();
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.HasPresence && !field.Accessor.HasValue(message))
            {
                continue;
            }
            var value = field.Accessor.GetValue(message);
            if (field.IsRepeated && value is ICollection { Count: 0 })
            {
                continue;
            }
            node[field.Name] = value switch
            {
                IDictionary map => ToNode(map, field.MessageType.FindFieldByNumber(2)),
                IEnumerable values when field.IsRepeated => new JsonArray([.. values.Cast<object>().Select(element => ToNode(element, field))]),
                _ => ToNode(value, field),
            };
        }
        return node;
    }

    private static void Read(IMessage message, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"invalid type: expected an object for {message.Descriptor.Name}");
        }
        foreach (var member in json.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null || message.Descriptor.FindFieldByName(member.Name) is not { } field)
            {
                continue;
            }
            if (field.IsMap)
            {
                var map = (IDictionary)field.Accessor.GetValue(message);
                foreach (var entry in member.Value.EnumerateObject())
                {
                    map[entry.Name] = Value(field.MessageType.FindFieldByNumber(2), entry.Value);
                }
            }
            else if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                foreach (var element in member.Value.EnumerateArray())
                {
                    list.Add(Value(field, element));
                }
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, member.Value));
            }
        }
    }

    private static object Value(FieldDescriptor field, JsonElement json)
    {
        switch (field.FieldType)
        {
            case FieldType.Bool:
                return json.GetBoolean();
            case FieldType.String:
                return json.GetString() ?? throw new JsonException($"invalid type for {field.Name}");
            case FieldType.Float:
                return json.GetSingle();
            case FieldType.Double:
                return json.GetDouble();
            case FieldType.UInt32:
                return json.GetUInt32();
            case FieldType.UInt64:
                return json.GetUInt64();
            case FieldType.Int32:
                return json.GetInt32();
            case FieldType.Int64:
                return json.GetInt64();
            case FieldType.Enum:
                var word = json.GetString() ?? "";
                return field.EnumType.Values.FirstOrDefault(value => string.Equals(value.Name, word.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))?.Number
                    ?? throw new JsonException($"unknown variant `{word}` for {field.Name}");
            case FieldType.Message when field.MessageType.ClrType == typeof(Wire.Value):
                return JsonRequests.ToValue(json);
            case FieldType.Message when field.MessageType.ClrType == typeof(Wire.MaxOptimizationThreads):
                return json.ValueKind == JsonValueKind.Number
                    ? new Wire.MaxOptimizationThreads { Value = json.GetUInt64() }
                    : new Wire.MaxOptimizationThreads { Setting = Wire.MaxOptimizationThreads.Types.Setting.Auto };
            case FieldType.Message when field.MessageType.ClrType == typeof(Wire.QuantizationConfigDiff) && json.ValueKind == JsonValueKind.String:
                return new Wire.QuantizationConfigDiff { Disabled = new Wire.Disabled() };
            case FieldType.Message when field.MessageType.ClrType == typeof(Wire.StopwordsSet) && json.ValueKind == JsonValueKind.String:
                return new Wire.StopwordsSet { Languages = { json.GetString() } };
            case FieldType.Message when field.MessageType.ClrType == typeof(Wire.StemmingAlgorithm):
                return JsonRequests.Get(json, "type")?.GetString() == "none"
                    ? new Wire.StemmingAlgorithm { Disabled = new Wire.DisabledStemmer() }
                    : new Wire.StemmingAlgorithm { Snowball = new Wire.SnowballParams { Language = json.GetProperty("language").GetString() } };
            case FieldType.Message:
                var message = field.MessageType.Parser.ParseFrom(ReadOnlySpan<byte>.Empty);
                Read(message, json);
                return message;
            default:
                throw new JsonException($"{field.FullName} has no JSON form");
        }
    }

    /// <summary>A map whose keys are strings; <paramref name="values"/> is the field of its entries that holds the value.</summary>
    private static JsonObject ToNode(IDictionary map, FieldDescriptor values)
    {
        var node = new JsonObject();
        foreach (DictionaryEntry entry in map)
        {
            node[(string)entry.Key] = ToNode(entry.Value!, values);
        }
        return node;
    }

    private static JsonNode? ToNode(object value, FieldDescriptor field)
        => value switch
        {
            Wire.Value payload => JsonAnswers.ToNode(payload),
            Wire.MaxOptimizationThreads threads => threads.VariantCase == Wire.MaxOptimizationThreads.VariantOneofCase.Value ? threads.Value : "auto",
            IMessage message => ToNode(message),
            Wire.Distance distance => distance.ToString(),
            Enum => SnakeCase(field.EnumType.FindValueByNumber(Convert.ToInt32(value, CultureInfo.InvariantCulture))?.Name ?? ""),
            bool truth => truth,
            string text => text,
            float number => number,
            double number => number,
            uint number => number,
            ulong number => number,
            int number => number,
            long number => number,
            _ => throw new NotSupportedException($"{field.FullName} has no JSON form."),
        };

    private static string SnakeCase(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append('_');
            }
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }
}
