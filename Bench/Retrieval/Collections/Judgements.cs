using System.Globalization;

namespace EventAi.Bench.Retrieval.Collections;

/// <summary>
/// Relevance judgements: "query document grade" or TREC's "query iteration document grade", parted by tabs or else by blanks; a first line
/// whose last column is no number is a header. Two columns mean grade 1.
/// </summary>
internal static class Judgements
{
    /// <exception cref="CollectionException">A line has another number of columns, or a grade that is no number.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Read(string path)
    {
        var grades = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        using var reader = new StreamReader(PlainFile.Open(path));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var columns = line.Contains('\t') ? line.Split('\t', StringSplitOptions.TrimEntries) : line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length is < 2 or > 4)
            {
                throw new CollectionException($"{Path.GetFileName(path)}, line {number}: {columns.Length} columns, not 3 or 4");
            }

            if (Grade(columns) is { } grade)
            {
                if (!grades.TryGetValue(columns[0], out var judged))
                {
                    grades.Add(columns[0], judged = new(StringComparer.Ordinal));
                }

                judged[columns.Length == 4 ? columns[2] : columns[1]] = grade;
            }
            else if (number > 1)
            {
                throw new CollectionException($"{Path.GetFileName(path)}, line {number}: the grade {columns[^1]} is no number");
            }
        }

        return grades.ToDictionary(static entry => entry.Key, static entry => (IReadOnlyDictionary<string, int>)entry.Value, StringComparer.Ordinal);
    }

    private static int? Grade(string[] columns)
        => columns.Length == 2 ? 1
            : double.TryParse(columns[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var grade) ? (int)Math.Round(grade) : null;
}
