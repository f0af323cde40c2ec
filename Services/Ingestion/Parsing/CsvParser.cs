using System.Text;

namespace EventAi.Ingestion.Parsing;

/// <summary>
/// Comma-separated values (RFC 4180; also with semicolons, tabs or bars): each row becomes a paragraph that names its columns, so that it
/// says by itself what its values are. The first row is the header where none of its fields is a number.
/// </summary>
internal static class CsvParser
{
    private const int MaxColumns = 1000;

    public static void Parse(SectionBuilder sections, string text)
    {
        var separator = Separator(text);
        string[]? header = null;
        var first = true;
        foreach (var row in Rows(text, separator))
        {
            if (first)
            {
                first = false;
                if (row.Count > 1 && row.TrueForAll(static field => field.Trim().Length > 0 && !double.TryParse(field, out _)))
                {
                    header = [.. row.Select(static field => field.Trim())];
                    continue;
                }
            }
            var fields = row.Select((field, column) => (Name: header is not null && column < header.Length ? header[column] : null, Value: field.Trim()))
                .Where(static field => field.Value.Length > 0)
                .Select(static field => field.Name is null ? field.Value : $"{field.Name}: {field.Value}");
            sections.Paragraph(string.Join(" | ", fields));
        }
        if (header is not null && first is false && sections.IsEmpty)
        {
            sections.Paragraph(string.Join(" | ", header));
        }
    }

    /// <summary>The separator that the first line has most of, outside quotes.</summary>
    private static char Separator(string text)
    {
        Span<int> counts = stackalloc int[4];
        const string Candidates = ",;\t|";
        var quoted = false;
        foreach (var letter in text)
        {
            quoted ^= letter == '"';
            if (letter == '\n' && !quoted)
            {
                break;
            }
            if (!quoted && Candidates.IndexOf(letter) is >= 0 and var index)
            {
                counts[index]++;
            }
        }
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            best = counts[i] > counts[best] ? i : best;
        }
        return Candidates[best];
    }

    private static IEnumerable<List<string>> Rows(string text, char separator)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
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
                quoted = true;
            }
            else if (letter == separator || letter == '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                if (row.Count > MaxColumns)
                {
                    throw new DocumentLimitException($"A row has more than {MaxColumns} fields.");
                }
                if (letter == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
            else
            {
                field.Append(letter);
            }
        }
        if (row.Count > 0 || field.Length > 0)
        {
            row.Add(field.ToString());
            yield return row;
        }
    }
}
