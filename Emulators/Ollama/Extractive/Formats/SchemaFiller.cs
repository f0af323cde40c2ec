using System.Numerics.Tensors;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventAi.Emulators.Ollama.Extractive.Formats;

/// <summary>
/// Fills a JSON schema from an answer, so that the result is valid by it: $ref within the schema, allOf, anyOf and oneOf (the first that
/// is not null), const, enum, types, required and other properties, minimum and maximum, lengths and counts. What the answer does not
/// hold becomes the least value that is valid. Not honoured: pattern, not, if, multipleOf, uniqueItems.
/// </summary>
internal sealed class SchemaFiller(JsonElement root, ExtractiveAnswer answer, EmbedTexts embed, CancellationToken cancellation)
{
    private const int MaxDepth = 24;

    private readonly Evidence whole = new(answer);

    public Task<JsonNode?> FillAsync() => FillAsync(root, "", whole, 0);

    private async Task<JsonNode?> FillAsync(JsonElement schema, string field, Evidence evidence, int depth)
    {
        schema = SchemaReferences.Resolve(root, schema);
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return null;
        }

        if (schema.TryGetProperty("const", out var only))
        {
            return JsonNode.Parse(only.GetRawText());
        }

        if (schema.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0)
        {
            return await ChooseAsync([.. choices.EnumerateArray()], evidence);
        }

        return SchemaReferences.TypeOf(schema) switch
        {
            "object" => await ObjectAsync(schema, evidence, depth),
            "array" => await ArrayAsync(schema, field, evidence, depth),
            "integer" => JsonValue.Create((long)Math.Round(InRange(schema, evidence.NextNumber() ?? 0))),
            "number" => JsonValue.Create(InRange(schema, evidence.NextNumber() ?? 0)),
            "boolean" => JsonValue.Create(field.Contains("answered", StringComparison.OrdinalIgnoreCase) || field.Contains("found", StringComparison.OrdinalIgnoreCase) ? evidence.Answered : !evidence.Negative),
            "null" => null,
            _ => JsonValue.Create(Text(schema, field, evidence)),
        };
    }

    private async Task<JsonNode> ObjectAsync(JsonElement schema, Evidence evidence, int depth)
    {
        var filled = new JsonObject();
        foreach (var part in SchemaReferences.Parts(root, schema))
        {
            if (part.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in properties.EnumerateObject().Where(property => !filled.ContainsKey(property.Name)))
                {
                    filled[property.Name] = await FillAsync(property.Value, property.Name, evidence, depth + 1);
                }
            }
        }

        foreach (var name in SchemaReferences.Required(root, schema).Where(name => !filled.ContainsKey(name)))
        {
            filled[name] = evidence.Text(name);
        }

        return filled;
    }

    private async Task<JsonNode> ArrayAsync(JsonElement schema, string field, Evidence evidence, int depth)
    {
        var items = schema.TryGetProperty("items", out var given) ? SchemaReferences.Resolve(root, given) : default;
        var (least, most) = (Math.Clamp(Bound(schema, "minItems") ?? 0, 0, 1000), Math.Max(0, Bound(schema, "maxItems") ?? int.MaxValue));
        var filled = new JsonArray();
        if (Evidence.IsCiting(field) && SchemaReferences.TypeOf(items) is "integer" or "number" or "string")
        {
            foreach (var number in evidence.Citations.Take((int)Math.Min(most, int.MaxValue)))
            {
                filled.Add(SchemaReferences.TypeOf(items) == "string" ? JsonValue.Create($"[{number}]") : JsonValue.Create(number));
            }
        }
        else
        {
            foreach (var statement in evidence.Statements.Take((int)Math.Min(most, int.MaxValue)))
            {
                filled.Add(await ItemAsync(items, field, new Evidence(new ExtractiveAnswer(evidence.Question, [statement])), depth));
            }
        }

        while (filled.Count < least)
        {
            filled.Add(await ItemAsync(items, field, new Evidence(new ExtractiveAnswer(evidence.Question, [])), depth));
        }

        return filled;
    }

    private Task<JsonNode?> ItemAsync(JsonElement items, string field, Evidence evidence, int depth)
        => items.ValueKind == JsonValueKind.Object
            ? FillAsync(items, field, evidence, depth + 1)
            : Task.FromResult<JsonNode?>(JsonValue.Create(evidence.Plain));

    /// <summary>The choice that the answer names, else the one whose meaning is nearest to it.</summary>
    private async Task<JsonNode?> ChooseAsync(JsonElement[] choices, Evidence evidence)
    {
        var texts = Array.ConvertAll(choices, static choice => choice.ToString());
        var named = Array.FindIndex(texts, text => text.Length > 0 && evidence.Answered && evidence.Plain.Contains(text.Replace('_', ' '), StringComparison.OrdinalIgnoreCase));
        if (named < 0)
        {
            var about = evidence.Answered ? evidence.Plain : evidence.Question;
            var vectors = await embed([about, .. texts], cancellation);
            named = Enumerable.Range(0, texts.Length).MaxBy(index => TensorPrimitives.Dot<float>(vectors[0], vectors[index + 1]));
        }

        return JsonNode.Parse(choices[named].GetRawText());
    }

    private static string Text(JsonElement schema, string field, Evidence evidence)
    {
        var text = (schema.TryGetProperty("format", out var format) ? format.ToString() : "") switch
        {
            "date" => evidence.Date() ?? "1970-01-01",
            "date-time" => $"{evidence.Date() ?? "1970-01-01"}T00:00:00Z",
            "time" => "00:00:00Z",
            "email" => "unknown@example.invalid",
            "uri" => "about:blank",
            "uuid" => "00000000-0000-0000-0000-000000000000",
            _ => evidence.Text(field),
        };
        if (Bound(schema, "maxLength") is { } most and >= 0 && text.Length > most)
        {
            text = text[..(int)most];
        }

        return Bound(schema, "minLength") is { } least && text.Length < least ? text.PadRight((int)Math.Min(least, 10_000), '.') : text;
    }

    private static double InRange(JsonElement schema, double number)
    {
        if (Limit(schema, "minimum") is { } least)
        {
            number = Math.Max(number, least);
        }

        if (Limit(schema, "exclusiveMinimum") is { } above && number <= above)
        {
            number = Math.Floor(above) + 1;
        }

        if (Limit(schema, "maximum") is { } most)
        {
            number = Math.Min(number, most);
        }

        return Limit(schema, "exclusiveMaximum") is { } below && number >= below ? Math.Ceiling(below) - 1 : number;
    }

    private static double? Limit(JsonElement schema, string name)
        => schema.TryGetProperty(name, out var limit) && limit.ValueKind == JsonValueKind.Number ? limit.GetDouble() : null;

    private static long? Bound(JsonElement schema, string name) => Limit(schema, name) is { } limit ? (long)limit : null;
}
