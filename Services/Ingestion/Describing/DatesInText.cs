using System.Globalization;
using System.Text.RegularExpressions;
using EventAi.Ingestion.Parsing;

namespace EventAi.Ingestion.Describing;

/// <summary>Days that a text names: 2026-11-21, 21.11.2026, 21 November 2026, November 21, 2026 (English, German, French and Spanish months). 11/21/2026 can be read in two ways and is left out unless only one is a day.</summary>
internal static partial class DatesInText
{
    private const int MaxText = 500_000;

    private static readonly Dictionary<string, int> Months = ReadMonths();

    /// <summary>ISO 8601, each once, in their order in the text.</summary>
    public static IReadOnlyList<string> Find(ParsedDocument document, int limit)
    {
        var dates = new List<string>();
        var length = 0;
        foreach (var section in document.Sections)
        {
            foreach (Match match in Date().Matches(section.Text))
            {
                if (Read(match) is { } date && !dates.Contains(date))
                {
                    dates.Add(date);
                }
                if (dates.Count == limit)
                {
                    return dates;
                }
            }
            length += section.Text.Length;
            if (length > MaxText)
            {
                break;
            }
        }
        return dates;
    }

    private static string? Read(Match match)
    {
        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        var day = int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
        var month = match.Groups["name"].Success
            ? Months.GetValueOrDefault(match.Groups["name"].Value.ToLowerInvariant())
            : int.Parse(match.Groups["month"].ValueSpan, CultureInfo.InvariantCulture);
        if (match.Groups["slash"].Success)
        {
            (day, month) = (day, month) switch
            {
                ( > 12, <= 12) => (day, month),
                ( <= 12, > 12) => (month, day),
                _ => (0, 0),
            };
        }
        return year is >= 1000 and <= 2999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
    }

    private static Dictionary<string, int> ReadMonths()
    {
        string[] names =
        [
            "january januar janvier enero jan", "february februar février febrero feb", "march märz mars marzo mar", "april avril abril apr", "may mai mayo", "june juni juin junio jun",
            "july juli juillet julio jul", "august août agosto aug", "september septembre septiembre sep sept", "october oktober octobre octubre oct okt", "november novembre noviembre nov", "december dezember décembre diciembre dec dez",
        ];
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var month = 0; month < names.Length; month++)
        {
            foreach (var name in names[month].Split(' '))
            {
                months[name] = month + 1;
            }
        }
        return months;
    }

    [GeneratedRegex("""
        (?<![\w./-])(?:
          (?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2}) |
          (?<day>\d{1,2})\.\ ?(?<month>\d{1,2})\.\ ?(?<year>\d{4}) |
          (?<day>\d{1,2})(?<slash>/)(?<month>\d{1,2})/(?<year>\d{4}) |
          (?<day>\d{1,2})(?:\.|st|nd|rd|th|er)?\ (?:de\ )?(?<name>\p{L}{3,10})\.?,?\ (?:de\ )?(?<year>\d{4}) |
          (?<name>\p{L}{3,10})\.?\ (?<day>\d{1,2})(?:st|nd|rd|th)?,\ (?<year>\d{4})
        )(?![\w-])
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 5000)]
    private static partial Regex Date();
}
