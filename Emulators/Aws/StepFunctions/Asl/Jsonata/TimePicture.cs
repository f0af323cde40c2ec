using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Date and time pictures of XPath F&amp;O 3.1, section 9.8: <c>[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z]</c>.</summary>
internal static class TimePicture
{
    private const int LongestComponent = 1000;
    private const string Components = "YMDdFWwXxHhPmsfZzCE";
    private const string Iso = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static Json Format(DateTimeOffset time, string? picture, string? zone)
    {
        if (zone is { Length: > 0 })
        {
            var minutes = int.TryParse(zone, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? (given / 100 * 60) + (given % 100) : throw new JsonataException("D3134", $"The timezone integer format specifier cannot have more than four digits: {zone}");
            time = time.ToOffset(TimeSpan.FromMinutes(minutes));
        }
        if (picture is null)
        {
            return zone is { Length: > 0 } && time.Offset != TimeSpan.Zero ? time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture) : time.UtcDateTime.ToString(Iso, CultureInfo.InvariantCulture);
        }
        var result = new StringBuilder();
        foreach (var (literal, marker) in Parts(picture).ToList())
        {
            result.Append(marker is null ? literal : Component(time, marker));
        }
        return result.ToString();
    }

    /// <returns>Null where the text does not fit the picture.</returns>
    public static DateTimeOffset? Parse(string text, string? picture, DateTimeOffset now)
    {
        if (picture is null)
        {
            return DateTimeOffset.TryParseExact(text, ["yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : throw new JsonataException("D3110", $"The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {new JsonString(text).Text}");
        }
        var pattern = new StringBuilder("^");
        var markers = new List<string>();
        foreach (var (literal, marker) in Parts(picture))
        {
            pattern.Append(marker is null ? Regex.Escape(literal) : $"({Accepts(marker)})");
            if (marker is not null)
            {
                markers.Add(marker);
            }
        }
        var match = Regex.Match(text, pattern.Append('$').ToString(), RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
        return match.Success ? ReadTime.Of(markers.Select((marker, index) => (marker[0], Value(marker, match.Groups[index + 1].Value))), now) : null;
    }

    private static IEnumerable<(string Literal, string? Marker)> Parts(string picture)
    {
        var literal = new StringBuilder();
        for (var i = 0; i < picture.Length; i++)
        {
            if (picture[i] is '[' or ']' && i + 1 < picture.Length && picture[i + 1] == picture[i])
            {
                literal.Append(picture[i++]);
            }
            else if (picture[i] == '[')
            {
                var end = picture.IndexOf(']', i);
                if (end < 0)
                {
                    throw new JsonataException("D3135", "No matching closing bracket ']' in date/time picture string");
                }
                if (literal.Length > 0)
                {
                    yield return (literal.ToString(), null);
                    literal.Clear();
                }
                yield return ("", string.Concat(picture[(i + 1)..end].Where(static character => !char.IsWhiteSpace(character))));
                i = end;
            }
            else
            {
                literal.Append(picture[i]);
            }
        }
        if (literal.Length > 0)
        {
            yield return (literal.ToString(), null);
        }
    }

    private static string Component(DateTimeOffset time, string marker)
    {
        if (marker.Length == 0)
        {
            throw new JsonataException("D3132", "Unknown component specifier in date/time picture string");
        }
        var (format, width, most) = Split(marker);
        if (IsName(format) && !"MxFPZzCEf".Contains(marker[0]))
        {
            throw NoName(marker[0]);
        }
        switch (marker[0])
        {
            case 'Y':
                return Year(time.Year, format, width, most);
            case 'M':
                return Month(time.Month, format, width, most);
            case 'x':
                return Month(WeekOfMonth(time).Month, format, width, most);
            case 'w':
                return Number(WeekOfMonth(time).Week, format, width);
            case 'D':
                return Number(time.Day, format, width);
            case 'd':
                return Number(time.DayOfYear, format, width);
            case 'F':
                return format.Length == 0 || IsName(format)
                    ? Name(time.DayOfWeek.ToString(), format.Length == 0 ? "n" : format, most)
                    : Number(time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek, format, width);
            case 'W':
                return Number(ISOWeek.GetWeekOfYear(time.DateTime), format, width);
            case 'X':
                return Number(ISOWeek.GetYear(time.DateTime), format, width);
            case 'H':
                return Number(time.Hour, format, width);
            case 'h':
                return Number(((time.Hour + 11) % 12) + 1, format, width);
            case 'P':
                return Name(time.Hour < 12 ? "Am" : "Pm", format.Length == 0 ? "n" : format, most);
            case 'm':
                return Number(time.Minute, format.Length == 0 ? "01" : format, width);
            case 's':
                return Number(time.Second, format.Length == 0 ? "01" : format, width);
            case 'f':
                return time.Millisecond.ToString("000", CultureInfo.InvariantCulture)[..Math.Clamp(format.Length == 0 ? 3 : format.Length, 1, 3)];
            case 'Z' or 'z':
                return Zone(time.Offset, marker[0], format);
            case 'C' or 'E':
                return "ISO";
            default:
                throw Unknown(marker[0]);
        }
    }

    /// <summary>The presentation of a marker, and the least and most characters that its width modifier names.</summary>
    private static (string Format, int? Least, int? Most) Split(string marker)
    {
        var comma = marker.LastIndexOf(',');
        string[] widths = comma < 0 ? [] : marker[(comma + 1)..].Split('-', 2);
        int? Width(int at) => at < widths.Length && int.TryParse(widths[at], CultureInfo.InvariantCulture, out var width) ? Math.Clamp(width, 0, LongestComponent) : null;
        return (comma < 0 ? marker[1..] : marker[1..comma], Width(0), Width(1));
    }

    private static bool IsName(string format) => format.StartsWith('N') || format.StartsWith('n');

    private static JsonataException Unknown(char component) => new("D3132", $"Unknown component specifier {component} in date/time picture string");

    private static JsonataException NoName(char component) => new("D3133", $"The 'name' modifier can only be applied to months and days in the date/time picture string, not {component}");

    /// <summary>As many of the last digits as the picture or its width has, where that is more than one.</summary>
    private static string Year(int year, string format, int? least, int? most)
    {
        var mandatory = format.Count(char.IsDigit);
        var digits = most ?? Math.Max(mandatory, least ?? 0) + format.Count(static character => character == '#');
        if (mandatory == 0 && format.Length > 0)
        {
            return Number(year, format, least);
        }
        if (most is not null)
        {
            format = new string('0', Math.Max(1, most.Value)) + (format.EndsWith('o') ? "o" : "");
        }
        return Number(digits is >= 2 and < 5 || most is > 0 and < 5 ? year % (int)Math.Pow(10, digits) : year, format, least);
    }

    private static string Month(int month, string format, int? least, int? most)
        => IsName(format) ? Name(CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month), format, most) : Number(month, format, least);

    /// <summary>Weeks begin on Monday and belong to the month that has their Thursday.</summary>
    private static (int Week, int Month) WeekOfMonth(DateTimeOffset time)
    {
        var thursday = time.Date.AddDays(4 - (time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek));
        return (((thursday.Day - 1) / 7) + 1, thursday.Month);
    }

    private static string Number(int value, string format, int? width)
    {
        var ordinal = format.EndsWith('o');
        var text = IntegerPicture.Unsigned(value, format.TrimEnd('o') is { Length: > 0 } given ? given : "1", ordinal);
        return width is { } digits && text.Length < digits && text.All(char.IsDigit) ? text.PadLeft(digits, '0') : text;
    }

    private static string Name(string name, string format, int? width)
    {
        name = format switch { ['N', 'n', ..] => name, ['N', ..] => name.ToUpperInvariant(), _ => name.ToLowerInvariant() };
        return width is { } most && most < name.Length ? name[..most] : name;
    }

    private static string Zone(TimeSpan offset, char kind, string format)
    {
        if (format.EndsWith('t') && offset == TimeSpan.Zero)
        {
            return "Z";
        }
        format = format.TrimEnd('t');
        var sign = offset < TimeSpan.Zero ? "-" : "+";
        var (hours, minutes) = (Math.Abs(offset.Hours), Math.Abs(offset.Minutes));
        var text = format switch
        {
            "0" or "1" => $"{hours}{(minutes > 0 ? $":{minutes:00}" : "")}",
            "00" or "01" => $"{hours:00}{(minutes > 0 ? $":{minutes:00}" : "")}",
            _ when format.Length is 3 or 4 && format.All(char.IsDigit) => ((hours * 100) + minutes).ToString(CultureInfo.InvariantCulture).PadLeft(format.Length, '0'),
            _ when format.Length > 4 && format.All(char.IsDigit) => throw new JsonataException("D3134", $"The timezone integer format specifier cannot have more than four digits: {format}"),
            _ => $"{hours:00}:{minutes:00}",
        };
        return (kind == 'z' ? "GMT" : "") + sign + text;
    }

    private static string Accepts(string marker)
    {
        if (marker.Length == 0 || !Components.Contains(marker[0]))
        {
            throw Unknown(marker.Length == 0 ? ' ' : marker[0]);
        }
        var (format, _, _) = Split(marker);
        return marker[0] switch
        {
            'M' or 'F' or 'x' when IsName(format) => "[a-z]+",
            not ('P' or 'Z' or 'z' or 'f') when IsName(format) => throw NoName(marker[0]),
            'F' when format.Length == 0 => "[a-z]+",
            'P' => "am|pm",
            'Z' or 'z' => "Z|(?:GMT)?[-+][0-9]{1,2}:?[0-9]{0,2}",
            _ when format is "I" or "i" => "[ivxlcdm]+",
            _ when format is "A" or "a" => "[a-z]+",
            _ when format.StartsWith('w') || format.StartsWith('W') => IntegerPicture.WordPattern,
            _ when format.EndsWith('o') => "[0-9]+(?:st|nd|rd|th)",
            'Y' when format.Length == 4 => "[0-9]{4}",
            'f' => "[0-9]{1,9}",
            _ when format.Length >= 2 && format.All(char.IsDigit) => $"[0-9]{{{format.Length}}}",
            _ => "[0-9]+",
        };
    }

    /// <summary>Number of what a component says; of a zone its minutes. Null for a name that there is not.</summary>
    private static double? Value(string marker, string text)
    {
        var (format, _, _) = Split(marker);
        switch (marker[0])
        {
            case 'M' or 'x' when IsName(format):
                return Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, name => name.Length > 0 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase)) is var month && month >= 0 ? month + 1 : null;
            case 'F' when format.Length == 0 || IsName(format):
            case 'C' or 'E':
                return null;
            case 'P':
                return text.Equals("pm", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            case 'f':
                return double.Parse("0." + text, CultureInfo.InvariantCulture) * 1000;
            case 'Z' or 'z':
                return Offset(text).TotalMinutes;
            default:
                format = format.TrimEnd('o');
                return IntegerPicture.Parse(text, format is "A" or "a" or "I" or "i" or "w" or "W" or "Ww" ? format : "1").AsNumber();
        }
    }

    private static TimeSpan Offset(string text)
    {
        if (text.Equals("Z", StringComparison.OrdinalIgnoreCase))
        {
            return TimeSpan.Zero;
        }
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        var minutes = digits.Length <= 2
            ? int.Parse(digits, CultureInfo.InvariantCulture) * 60
            : (int.Parse(digits.AsSpan(0, digits.Length - 2), CultureInfo.InvariantCulture) * 60) + int.Parse(digits.AsSpan(digits.Length - 2), CultureInfo.InvariantCulture);
        return TimeSpan.FromMinutes(text.Contains('-') ? -minutes : minutes);
    }
}
