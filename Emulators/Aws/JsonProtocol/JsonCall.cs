using System.Globalization;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.JsonProtocol;

/// <summary>One call of the AWS JSON protocol: where it came from, and its input, checked member by member.</summary>
internal sealed class JsonCall(string region, JsonObject request, CancellationToken aborted, Func<string, AwsException> invalid)
{
    public string Region { get; } = region;

    public JsonObject Request { get; } = request;

    public CancellationToken Aborted { get; } = aborted;

    public Json? this[string name] => Request[name] is JsonNull ? null : Request[name];

    public string? Text(string name, int? longest = null)
    {
        if (this[name] is not { } value)
        {
            return null;
        }
        var text = value.AsString() ?? throw Wrong(name, "a string");
        if (text.Length > longest)
        {
            throw invalid($"1 validation error detected: Value '{text}' at '{name}' failed to satisfy constraint: Member must have length less than or equal to {longest}");
        }
        return text;
    }

    public string Required(string name, int? longest = null)
        => Text(name, longest) ?? throw invalid($"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null");

    public string? OneOf(string name, params string[] values)
    {
        var text = Text(name);
        return text is null || values.Contains(text, StringComparer.Ordinal)
            ? text
            : throw invalid($"1 validation error detected: Value '{text}' at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", values)}]");
    }

    public bool? Flag(string name) => this[name] is not { } value ? null : value.AsBoolean() ?? throw Wrong(name, "a boolean");

    public int? Whole(string name, int least, int most)
    {
        if (this[name] is not { } value)
        {
            return null;
        }
        if (value is not JsonNumber { IsWhole: true } number)
        {
            throw Wrong(name, "an integer");
        }
        if (number.Value > most)
        {
            throw invalid($"1 validation error detected: Value '{number.Written}' at '{name}' failed to satisfy constraint: Member must have value less than or equal to {most.ToString(CultureInfo.InvariantCulture)}");
        }
        return number.Value >= least
            ? (int)number.Value
            : throw invalid($"1 validation error detected: Value '{number.Written}' at '{name}' failed to satisfy constraint: Member must have value greater than or equal to {least.ToString(CultureInfo.InvariantCulture)}");
    }

    public JsonArray? Array(string name) => this[name] is not { } value ? null : value as JsonArray ?? throw Wrong(name, "a list");

    public JsonObject? Object(string name) => this[name] is not { } value ? null : value as JsonObject ?? throw Wrong(name, "a structure");

    private static AwsException Wrong(string name, string kind) => new(400, "SerializationException", $"The member {name} must be {kind}");
}
