using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventAi.Contracts;

/// <summary>Turns the constraint attributes of a property into checks and into schema keywords.</summary>
internal static class EventSchemaChecks
{
    public static IEnumerable<Func<TEvent, string?>> Of<TEvent>(PropertyInfo property)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            var (minimum, maximum) = (Convert.ToDouble(range.Minimum), Convert.ToDouble(range.Maximum));
            var number = Number<TEvent>(property);
            yield return candidate => number(candidate) is var value && value >= minimum && value <= maximum
                ? null
                : $"{name} is {value}, which is not within {minimum} and {maximum}.";
        }
        if (property.GetCustomAttribute<LengthAttribute>() is { } length)
        {
            var size = Size<TEvent>(property);
            yield return candidate => size(candidate) is var value && value >= length.MinimumLength && value <= length.MaximumLength
                ? null
                : $"{name} has a length of {value}, which is not within {length.MinimumLength} and {length.MaximumLength}.";
        }
    }

    public static JsonNode Describe(ICustomAttributeProvider? property, JsonNode node)
    {
        if (node is not JsonObject schema || property is null)
        {
            return node;
        }
        if (property.GetCustomAttributes(typeof(RangeAttribute), inherit: false).FirstOrDefault() is RangeAttribute range)
        {
            schema["minimum"] = JsonValue.Create(Convert.ToDecimal(range.Minimum));
            schema["maximum"] = JsonValue.Create(Convert.ToDecimal(range.Maximum));
        }
        if (property.GetCustomAttributes(typeof(LengthAttribute), inherit: false).FirstOrDefault() is LengthAttribute length)
        {
            var isList = schema.ContainsKey("items");
            schema[isList ? "minItems" : "minLength"] = length.MinimumLength;
            schema[isList ? "maxItems" : "maxLength"] = length.MaximumLength;
        }
        return schema;
    }

    private static Func<TEvent, double> Number<TEvent>(PropertyInfo property)
    {
        var getter = property.GetMethod!;
        if (property.PropertyType == typeof(double))
        {
            return getter.CreateDelegate<Func<TEvent, double>>();
        }
        if (property.PropertyType == typeof(decimal))
        {
            var read = getter.CreateDelegate<Func<TEvent, decimal>>();
            return candidate => (double)read(candidate);
        }
        if (property.PropertyType == typeof(long))
        {
            var read = getter.CreateDelegate<Func<TEvent, long>>();
            return candidate => read(candidate);
        }
        if (property.PropertyType == typeof(int))
        {
            var read = getter.CreateDelegate<Func<TEvent, int>>();
            return candidate => read(candidate);
        }
        throw new NotSupportedException($"A range on {property.DeclaringType}.{property.Name} of type {property.PropertyType} is not supported.");
    }

    private static Func<TEvent, int> Size<TEvent>(PropertyInfo property)
    {
        if (property.PropertyType == typeof(string))
        {
            var read = property.GetMethod!.CreateDelegate<Func<TEvent, string>>();
            return candidate => read(candidate).Length;
        }
        var list = property.GetMethod!.CreateDelegate<Func<TEvent, object>>();
        return candidate => ((ICollection)list(candidate)).Count;
    }
}
