using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Date and time pictures of XPath F&amp;O 3.1, section 9.8: <c>[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z]</c>.</summary>
internal static class TimePicture
{
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
        foreach (var (literal, marker) in Parts(picture))
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
        return match.Success ? Assemble(markers.Select((marker, index) => (marker, match.Groups[index + 1].Value)), now) : null;
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
        var (format, width) = Split(marker);
        switch (marker[0])
        {
            case 'Y':
                return Number(width is { } most && most < 4 && format is "" or "1" or "01" && width is > 0 ? time.Year % (int)Math.Pow(10, width.Value) : format.Length == 2 && format.All(char.IsDigit) ? time.Year % 100 : time.Year, format, width);
            case 'M':
                return format.StartsWith('N') || format.StartsWith('n') ? Name(CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(time.Month), format, width) : Number(time.Month, format, width);
            case 'D':
                return Number(time.Day, format, width);
            case 'd':
                return Number(time.DayOfYear, format, width);
            case 'F':
                return format.Length == 0 || format.StartsWith('N') || format.StartsWith('n')
                    ? Name(time.DayOfWeek.ToString(), format.Length == 0 ? "n" : format, width)
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
                return Name(time.Hour < 12 ? "Am" : "Pm", format.Length == 0 ? "n" : format, width);
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
                throw new JsonataException("D3132", $"Unknown component specifier {marker[0]} in date/time picture string");
        }
    }

    private static (string Format, int? Width) Split(string marker)
    {
        var comma = marker.LastIndexOf(',');
        var format = comma < 0 ? marker[1..] : marker[1..comma];
        var width = comma < 0 ? null : marker[(comma + 1)..].Split('-')[^1];
        return (format, int.TryParse(width, CultureInfo.InvariantCulture, out var most) ? most : null);
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
            "0000" or "0001" => $"{hours:00}{minutes:00}",
            _ when format.Length > 4 && format.All(char.IsDigit) => throw new JsonataException("D3134", $"The timezone integer format specifier cannot have more than four digits: {format}"),
            _ => $"{hours:00}:{minutes:00}",
        };
        return (kind == 'z' ? "GMT" : "") + sign + text;
    }

    private static string Accepts(string marker)
    {
        var (format, _) = Split(marker);
        return marker[0] switch
        {
            'M' or 'F' when format.StartsWith('N') || format.StartsWith('n') => "[a-z]+",
            'F' when format.Length == 0 => "[a-z]+",
            'P' => "am|pm",
            'Z' or 'z' => "Z|(?:GMT)?[-+][0-9]{1,2}:?[0-9]{0,2}",
            _ when format is "I" or "i" => "[ivxlcdm]+",
            _ when format.StartsWith('w') || format.StartsWith('W') => "(?:[a-z]+[-, ]*)+",
            _ when format.EndsWith('o') => "[0-9]+(?:st|nd|rd|th)",
            'Y' when format.Length == 4 => "[0-9]{4}",
            'f' => "[0-9]{1,9}",
            _ when format.Length >= 2 && format.All(char.IsDigit) => $"[0-9]{{{format.Length}}}",
            _ => "[0-9]+",
        };
    }

    private static DateTimeOffset? Assemble(IEnumerable<(string Marker, string Text)> parts, DateTimeOffset now)
    {
        var (year, month, day, dayOfYear, hour, minute, second, afternoon) = (-1, -1, -1, -1, -1, 0, 0, (bool?)null);
        var (millis, offset) = (0.0, TimeSpan.Zero);
        foreach (var (marker, text) in parts)
        {
            var (format, _) = Split(marker);
            int Value() => (int)IntegerPicture.Parse(text, format.TrimEnd('o') is "I" or "i" or "w" or "W" or "Ww" ? format.TrimEnd('o') : "1").AsNumber()!.Value;
            switch (marker[0])
            {
                case 'Y':
                    year = Value();
                    break;
                case 'M':
                    month = char.IsLetter(text[0]) && (format.StartsWith('N') || format.StartsWith('n'))
                        ? Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, name => name.Length > 0 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase)) + 1
                        : Value();
                    break;
                case 'D':
                    day = Value();
                    break;
                case 'd':
                    dayOfYear = Value();
                    break;
                case 'H' or 'h':
                    hour = Value();
                    break;
                case 'P':
                    afternoon = text.Equals("pm", StringComparison.OrdinalIgnoreCase);
                    break;
                case 'm':
                    minute = Value();
                    break;
                case 's':
                    second = Value();
                    break;
                case 'f':
                    millis = double.Parse("0." + text, CultureInfo.InvariantCulture) * 1000;
                    break;
                case 'Z' or 'z':
                    offset = Offset(text);
                    break;
            }
        }
        if (afternoon is not null && hour >= 0)
        {
            hour = (hour % 12) + (afternoon.Value ? 12 : 0);
        }
        try
        {
            var date = dayOfYear > 0
                ? new DateTime(year < 0 ? now.Year : year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(dayOfYear - 1)
                : new DateTime(year < 0 ? now.Year : year, month < 0 ? (year < 0 ? now.Month : 1) : month, day < 0 ? (year < 0 && month < 0 ? now.Day : 1) : day, 0, 0, 0, DateTimeKind.Utc);
            return new DateTimeOffset(date.AddHours(Math.Max(hour, 0)).AddMinutes(minute).AddSeconds(second).AddMilliseconds(millis), TimeSpan.Zero) - offset;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
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
