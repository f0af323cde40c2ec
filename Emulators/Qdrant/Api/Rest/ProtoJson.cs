using System.Collections;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>A configuration message as the JSON of the REST interface: the same names, numbers as numbers, only what is set.</summary>
internal static class ProtoJson
{
    public static JsonNode? ToNode(IMessage message)
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
            IMessage message => ToNode(message),
            Enum => field.EnumType.FindValueByNumber(Convert.ToInt32(value))?.Name,
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
}
