using System.Text;
using System.Text.Json;
using EventAi.Emulators.Ollama.Extractive.Formats;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>
/// A JSON schema as a grammar in llama.cpp's notation (grammars/README.md): objects with their properties in order, arrays, enum, const,
/// references, alternatives. Bounds of numbers, lengths and patterns are not expressed.
/// </summary>
internal sealed class JsonGrammar
{
    private const int MaxDepth = 12;
    private const string Common = """
        value ::= object | array | string | number | boolean | "null"
        object ::= "{" ws ( string ws ":" ws value ( ws "," ws string ws ":" ws value )* )? ws "}"
        array ::= "[" ws ( value ( ws "," ws value )* )? ws "]"
        string ::= "\"" ( [^"\\\x00-\x1F\x7F] | "\\" ( ["\\/bfnrt] | "u" [0-9a-fA-F]{4} ) ){0,512} "\""
        integer ::= "-"? ( "0" | [1-9] [0-9]{0,15} )
        number ::= integer ( "." [0-9]{1,15} )? ( [eE] [-+]? [0-9]{1,3} )?
        boolean ::= "true" | "false"
        ws ::= [ \n]{0,2}
        """;

    private readonly StringBuilder rules = new();
    private readonly JsonElement root;
    private int last;

    private JsonGrammar(JsonElement root) => this.root = root;

    /// <param name="format">The string "json", or a schema.</param>
    public static string Of(JsonElement format)
    {
        if (format.ValueKind != JsonValueKind.Object)
        {
            return $"root ::= object\n{Common}\n";
        }

        var grammar = new JsonGrammar(format);
        var start = grammar.Rule(format, 0);
        return $"root ::= {start}\n{grammar.rules}{Common}\n";
    }

    private string Rule(JsonElement schema, int depth)
    {
        schema = SchemaReferences.Resolve(root, schema);
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return "value";
        }

        if (schema.TryGetProperty("const", out var only))
        {
            return Define(Literal(only.GetRawText()));
        }

        if (schema.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0)
        {
            return Define(string.Join(" | ", choices.EnumerateArray().Select(static choice => Literal(choice.GetRawText()))));
        }

        var typed = schema.TryGetProperty("type", out _) || schema.TryGetProperty("properties", out _) || schema.TryGetProperty("items", out _);
        return !typed ? "value" : SchemaReferences.TypeOf(schema) switch
        {
            "object" => ObjectRule(schema, depth),
            "array" => ArrayRule(schema, depth),
            "integer" => "integer",
            "number" => "number",
            "boolean" => "boolean",
            "null" => Define("\"null\""),
            _ => "string",
        };
    }

    private string ObjectRule(JsonElement schema, int depth)
    {
        List<string> members = [];
        foreach (var properties in SchemaReferences.Parts(root, schema).Where(static part => part.TryGetProperty("properties", out _)).Select(static part => part.GetProperty("properties")))
        {
            members.AddRange(properties.EnumerateObject().Select(property => $"{Literal(JsonSerializer.Serialize(property.Name, Extractive.ExtractiveJson.Relaxed.String))} ws \":\" ws {Rule(property.Value, depth + 1)}"));
        }

        return members.Count == 0 ? "object" : Define($"\"{{\" ws {string.Join(" ws \",\" ws ", members)} ws \"}}\"");
    }

    private string ArrayRule(JsonElement schema, int depth)
    {
        var item = schema.TryGetProperty("items", out var items) ? Rule(items, depth + 1) : "value";
        return Define($"\"[\" ws ( {item} ( ws \",\" ws {item} ){{0,63}} )? ws \"]\"");
    }

    private string Define(string rule)
    {
        var name = $"r{++last}";
        rules.Append(name).Append(" ::= ").Append(rule).Append('\n');
        return name;
    }

    private static string Literal(string text)
        => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
