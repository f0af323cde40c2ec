using System.Text.Json;

namespace EventAi.Emulators.Ollama.Extractive.Formats;

/// <summary>What a JSON schema says in other places than its own keywords: references, alternatives, parts.</summary>
internal static class SchemaReferences
{
    private const int MaxSteps = 32;

    /// <summary>The schema that a reference or the first usable alternative leads to.</summary>
    public static JsonElement Resolve(JsonElement root, JsonElement schema)
    {
        for (var step = 0; step < MaxSteps && schema.ValueKind == JsonValueKind.Object; step++)
        {
            if (schema.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String)
            {
                schema = Follow(root, reference.GetString()!);
            }
            else if (Alternatives(schema) is { Length: > 0 } alternatives)
            {
                schema = Array.Find(alternatives, alternative => TypeOf(Resolve(root, alternative)) != "null") is { ValueKind: JsonValueKind.Object } usable ? usable : alternatives[0];
            }
            else
            {
                break;
            }
        }

        return schema;
    }

    /// <summary>The schema itself and what its allOf adds.</summary>
    public static IEnumerable<JsonElement> Parts(JsonElement root, JsonElement schema)
    {
        yield return schema;
        if (schema.TryGetProperty("allOf", out var parts) && parts.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in parts.EnumerateArray().Select(part => Resolve(root, part)).Where(static part => part.ValueKind == JsonValueKind.Object))
            {
                yield return part;
            }
        }
    }

    public static IEnumerable<string> Required(JsonElement root, JsonElement schema)
        => Parts(root, schema).SelectMany(static part => part.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(static name => name.ValueKind == JsonValueKind.String).Select(static name => name.GetString()!)
            : []);

    /// <summary>The first type that is not null; without one what the other keywords imply.</summary>
    public static string TypeOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return "string";
        }

        if (schema.TryGetProperty("type", out var type))
        {
            return type.ValueKind == JsonValueKind.Array
                ? type.EnumerateArray().Select(static item => item.ToString()).FirstOrDefault(static item => item != "null") ?? "null"
                : type.ToString();
        }

        return schema.TryGetProperty("properties", out _) || schema.TryGetProperty("allOf", out _) ? "object" : schema.TryGetProperty("items", out _) ? "array" : "string";
    }

    private static JsonElement[]? Alternatives(JsonElement schema)
        => (schema.TryGetProperty("anyOf", out var list) || schema.TryGetProperty("oneOf", out list)) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : null;

    /// <summary>A JSON pointer within the schema; an undefined element where it leads nowhere.</summary>
    private static JsonElement Follow(JsonElement root, string reference)
    {
        var found = root;
        foreach (var part in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return default;
            }
        }

        return found;
    }
}
