using System.Text.Json;

namespace EventAi.Emulators.Ollama.Extractive.Tools;

/// <summary>One argument that a tool takes.</summary>
/// <param name="Name">Of the property.</param>
/// <param name="Type">Its first JSON type that is not null; "string" where the schema names none.</param>
/// <param name="Choices">Its enum, empty where any value will do.</param>
/// <param name="Required">The tool cannot do without it.</param>
internal sealed record ToolParameter(string Name, string Type, IReadOnlyList<string> Choices, bool Required)
{
    public bool IsNumber => Type is "number" or "integer";

    public bool IsText => Type == "string" && Choices.Count == 0;

    /// <summary>The parameters of a JSON schema, the required ones first.</summary>
    public static IReadOnlyList<ToolParameter> Of(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Select(static name => name.ToString()).ToHashSet(StringComparer.Ordinal)
            : [];
        return [.. properties.EnumerateObject().Select(property => Of(property, required.Contains(property.Name))).OrderByDescending(static parameter => parameter.Required)];
    }

    /// <summary>Whether the parameter's name holds one of these words.</summary>
    public bool IsNamed(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static ToolParameter Of(JsonProperty property, bool required)
    {
        var schema = property.Value;
        var type = "string";
        IReadOnlyList<string> choices = [];
        if (schema.ValueKind == JsonValueKind.Object)
        {
            if (schema.TryGetProperty("type", out var named))
            {
                type = named.ValueKind == JsonValueKind.Array
                    ? named.EnumerateArray().Select(static item => item.ToString()).FirstOrDefault(static item => item != "null") ?? "null"
                    : named.ToString();
            }

            if (schema.TryGetProperty("enum", out var listed) && listed.ValueKind == JsonValueKind.Array)
            {
                choices = [.. listed.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)];
            }
        }

        return new ToolParameter(property.Name, type, choices, required);
    }
}
