using System.Text.Json;

namespace EventAi.Bench.Retrieval.Collections;

/// <summary>A file with a JSON object in each line; blank lines do not count.</summary>
internal static class JsonLines
{
    public static IEnumerable<JsonLine> Read(string path)
    {
        using var reader = new StreamReader(PlainFile.Open(path));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, $"{Path.GetFileName(path)}, line {number}");
            }
        }
    }

    private static JsonLine Parse(string line, string place)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new CollectionException($"{place}: not a JSON object");
            }

            var fields = json.RootElement.EnumerateObject().DistinctBy(static field => field.Name, StringComparer.Ordinal)
                .ToDictionary(static field => field.Name, static field => field.Value.ValueKind == JsonValueKind.Null ? "" : field.Value.ToString(), StringComparer.Ordinal);
            var id = fields.GetValueOrDefault("id") ?? fields.GetValueOrDefault("_id") ?? throw new CollectionException($"{place}: no id");
            return new JsonLine(id, fields);
        }
        catch (JsonException error)
        {
            throw new CollectionException($"{place}: {error.Message}");
        }
    }
}
