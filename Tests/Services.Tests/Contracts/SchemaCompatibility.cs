using System.Text.Json.Nodes;

namespace EventAi.Services.Tests.Contracts;

/// <summary>
/// What a schema may become while its version stays: old readers must take what new writers send, and new readers what old writers sent (it may wait
/// in a topic for days). So what is there stays as it is, bounds included, and what comes is optional.
/// </summary>
internal static class SchemaCompatibility
{
    /// <summary>What breaks a reader or a writer, a line for each.</summary>
    public static IEnumerable<string> Breaks(JsonObject released, JsonObject current, string path = "event")
    {
        var members = Members(released);
        var now = Members(current);
        foreach (var (name, old) in members)
        {
            if (now[name] is not JsonObject kept)
            {
                yield return $"{path}.{name} is gone: old readers want it";
                continue;
            }
            foreach (var line in Breaks(old!.AsObject(), kept, $"{path}.{name}"))
            {
                yield return line;
            }
        }
        if (released["items"] is JsonObject items && current["items"] is JsonObject itemsNow)
        {
            foreach (var line in Breaks(items, itemsNow, $"{path}[]"))
            {
                yield return line;
            }
        }
        foreach (var name in Required(current).Except(Required(released), StringComparer.Ordinal))
        {
            yield return $"{path}.{name} is required: old writers do not send it";
        }
        foreach (var name in Required(released).Except(Required(current), StringComparer.Ordinal))
        {
            yield return $"{path}.{name} is no longer required: old readers insist on it";
        }
        foreach (var keyword in released.Concat(current).Select(pair => pair.Key).Distinct().Except(["properties", "required", "items"], StringComparer.Ordinal))
        {
            if (!JsonNode.DeepEquals(released[keyword], current[keyword]))
            {
                yield return $"{path}: {keyword} was {released[keyword]?.ToJsonString() ?? "not there"} and is {current[keyword]?.ToJsonString() ?? "not there"}";
            }
        }
    }

    private static JsonObject Members(JsonObject schema) => schema["properties"] as JsonObject ?? [];

    private static IEnumerable<string> Required(JsonObject schema) => schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [];
}
