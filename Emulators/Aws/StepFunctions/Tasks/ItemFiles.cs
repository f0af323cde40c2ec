using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>The items in a file that a distributed Map reads: CSV (RFC 4180), JSON, or JSON line by line (developer guide, "ItemReader (Map)").</summary>
internal static class ItemFiles
{
    /// <exception cref="TaskFailure">The file is not what ReaderConfig says.</exception>
    public static JsonArray Read(byte[] content, JsonObject config)
    {
        var text = Encoding.UTF8.GetString(content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content.AsSpan(3) : content);
        try
        {
            return config["InputType"]?.AsString() switch
            {
                "CSV" => Csv(text, config),
                "JSONL" => new JsonArray(text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Json.ParseDocument)),
                _ => Items(Json.ParseDocument(text), config["ItemsPointer"]?.AsString()),
            };
        }
        catch (JsonFormatException exception)
        {
            throw new TaskFailure("States.ItemReaderFailed", $"The file could not be parsed as JSON: {exception.Message}");
        }
    }

    private static JsonArray Items(Json document, string? pointer)
    {
        // RFC 6901.
        foreach (var part in (pointer ?? "").Split('/').Skip(1))
        {
            document = document[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]
                ?? throw new TaskFailure("States.ItemReaderFailed", $"The ItemsPointer '{pointer}' leads nowhere in the file.");
        }
        return document switch
        {
            JsonArray list => list,
            JsonObject members => new JsonArray(members.Select(static member => (Json)new JsonObject { { "Key", member.Key }, { "Value", member.Value } })),
            _ => throw new TaskFailure("States.ItemReaderFailed", "Attempting to map over non-iterable node."),
        };
    }

    private static JsonArray Csv(string text, JsonObject config)
    {
        var delimiter = config["CSVDelimiter"]?.AsString() switch { "PIPE" => '|', "SEMICOLON" => ';', "SPACE" => ' ', "TAB" => '\t', _ => ',' };
        var rows = Rows(text, delimiter).ToList();
        var given = config["CSVHeaderLocation"]?.AsString() == "GIVEN";
        var names = given ? ((JsonArray)config["CSVHeaders"]!).Select(static name => name.AsString() ?? name.Text).ToList() : rows.FirstOrDefault() ?? [];
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            throw new TaskFailure("States.ItemReaderFailed", "CSV headers cannot contain duplicates.");
        }
        var order = Order(names);
        return new JsonArray(rows.Skip(given ? 0 : 1).Select(row =>
        {
            var item = new JsonObject();
            foreach (var i in order)
            {
                item.Add(names[i], i < row.Count ? row[i] : "");
            }
            return (Json)item;
        }));
    }

    /// <summary>The order in which Step Functions tells a row's columns, which is that of a Java hash map of their names.</summary>
    private static List<int> Order(List<string> names)
    {
        var buckets = 16;
        while (names.Count > buckets * 3 / 4)
        {
            buckets *= 2;
        }
        int Bucket(int index)
        {
            var hash = names[index].Aggregate(0, static (hash, letter) => unchecked((hash * 31) + letter));
            return (hash ^ (int)((uint)hash >> 16)) & (buckets - 1);
        }
        return [.. Enumerable.Range(0, names.Count).OrderBy(Bucket)];
    }

    private static IEnumerable<List<string>> Rows(string text, char delimiter)
    {
        var (row, field, quoted, any) = (new List<string>(), new StringBuilder(), false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quoted)
            {
                if (letter != '"')
                {
                    field.Append(letter);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (letter == '"' && field.Length == 0)
            {
                (quoted, any) = (true, true);
            }
            else if (letter == delimiter)
            {
                row.Add(field.ToString());
                field.Clear();
                any = true;
            }
            else if (letter is '\n' or '\r')
            {
                if (any || field.Length > 0)
                {
                    row.Add(field.ToString());
                    yield return row;
                }
                (row, any) = ([], false);
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }
        if (any || field.Length > 0)
        {
            row.Add(field.ToString());
            yield return row;
        }
    }
}
