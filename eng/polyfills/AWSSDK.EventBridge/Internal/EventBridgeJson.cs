using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Amazon.EventBridge.Internal;

/// <summary>AWS JSON 1.1: members by their name in the service model (which is the property's name), unset ones absent, times as seconds of the epoch.</summary>
internal static class EventBridgeJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EpochConverter(), new RuleStateConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepModelMembers } },
    };

    /// <summary>Requests and responses inherit members of the SDK's base classes that never travel.</summary>
    private static void KeepModelMembers(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider is MemberInfo member && member.DeclaringType?.Namespace != "Amazon.EventBridge.Model")
            {
                type.Properties.RemoveAt(i);
            }
        }
    }

    private sealed class EpochConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => DateTime.UnixEpoch.AddSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
            => writer.WriteNumberValue(Math.Round((value.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds, 3));
    }

    private sealed class RuleStateConverter : JsonConverter<RuleState>
    {
        public override RuleState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString());

        public override void Write(Utf8JsonWriter writer, RuleState value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
