using System.Globalization;

namespace EventAi.Emulators.Aws.EventBridge.Scheduling;

/// <summary>Six fields: minutes, hours, day of month, month, day of week, year.</summary>
internal sealed class CronSchedule : Schedule
{
    private const int LastYear = 2199;
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly HashSet<int> _minutes;
    private readonly HashSet<int> _hours;
    private readonly HashSet<int> _months;
    private readonly HashSet<int> _years;
    private readonly Func<DateTime, bool> _isDay;

    private CronSchedule(HashSet<int> minutes, HashSet<int> hours, HashSet<int> months, HashSet<int> years, Func<DateTime, bool> isDay)
        => (_minutes, _hours, _months, _years, _isDay) = (minutes, hours, months, years, isDay);

    public static CronSchedule? Read(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6 || (fields[2] == "?") == (fields[4] == "?"))
        {
            return null;
        }
        var (minutes, hours) = (Values(fields[0], 0, 59, []), Values(fields[1], 0, 23, []));
        var (months, years) = (Values(fields[3], 1, 12, Months), Values(fields[5], 1970, LastYear, []));
        var day = fields[4] == "?" ? DayOfMonth(fields[2]) : fields[2] == "?" ? DayOfWeek(fields[4]) : null;
        return minutes is null || hours is null || months is null || years is null || day is null ? null : new CronSchedule(minutes, hours, months, years, day);
    }

    public override DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset start)
    {
        var from = after.UtcDateTime.AddMinutes(1);
        from = new DateTime(from.Year, from.Month, from.Day, from.Hour, from.Minute, 0, DateTimeKind.Utc);
        for (var day = from.Date; day.Year <= Math.Min(LastYear, from.Year + 30); day = day.AddDays(1))
        {
            if (!_years.Contains(day.Year) || !_months.Contains(day.Month) || !_isDay(day))
            {
                continue;
            }
            foreach (var hour in _hours.Order())
            {
                foreach (var minute in _minutes.Order())
                {
                    var candidate = day.AddHours(hour).AddMinutes(minute);
                    if (candidate >= from)
                    {
                        return new DateTimeOffset(candidate, TimeSpan.Zero);
                    }
                }
            }
        }
        return null;
    }

    private static HashSet<int>? Values(string field, int least, int most, string[] names)
    {
        var values = new HashSet<int>();
        foreach (var part in field.Split(','))
        {
            var slash = part.Split('/');
            var step = 1;
            if (slash.Length > 2 || (slash.Length == 2 && (!int.TryParse(slash[1], CultureInfo.InvariantCulture, out step) || step <= 0)))
            {
                return null;
            }
            var range = slash[0].Split('-');
            int? first = slash[0] == "*" ? least : Value(range[0], names, least);
            int? last = slash[0] == "*" ? most : range.Length == 2 ? Value(range[1], names, least) : slash.Length == 2 ? most : first;
            if (range.Length > 2 || first is null || last is null || first < least || last > most || first > last)
            {
                return null;
            }
            for (var value = first.Value; value <= last; value += step)
            {
                values.Add(value);
            }
        }
        return values;
    }

    private static int? Value(string text, string[] names, int least)
        => Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is var index && index >= 0
            ? index + least
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static Func<DateTime, bool>? DayOfMonth(string field)
    {
        if (field == "L")
        {
            return static day => day.Day == DateTime.DaysInMonth(day.Year, day.Month);
        }
        if (field.EndsWith('W') && int.TryParse(field[..^1], CultureInfo.InvariantCulture, out var near) && near is >= 1 and <= 31)
        {
            return day => day.Day == Weekday(day.Year, day.Month, near);
        }
        return Values(field, 1, 31, []) is { } days ? day => days.Contains(day.Day) : null;
    }

    /// <summary>The weekday nearest to a day, within its month.</summary>
    private static int Weekday(int year, int month, int day)
    {
        var last = DateTime.DaysInMonth(year, month);
        day = Math.Min(day, last);
        return new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).DayOfWeek switch
        {
            System.DayOfWeek.Saturday => day > 1 ? day - 1 : day + 2,
            System.DayOfWeek.Sunday => day < last ? day + 1 : day - 2,
            _ => day,
        };
    }

    /// <summary>1 is Sunday; <c>L</c> behind a day is its last one in the month, <c>#n</c> its n-th.</summary>
    private static Func<DateTime, bool>? DayOfWeek(string field)
    {
        if (field == "L")
        {
            return static day => day.DayOfWeek == System.DayOfWeek.Saturday;
        }
        if (field.EndsWith('L') && Value(field[..^1], Days, 1) is { } last and >= 1 and <= 7)
        {
            return day => (int)day.DayOfWeek == last - 1 && day.Day + 7 > DateTime.DaysInMonth(day.Year, day.Month);
        }
        if (field.Split('#') is [var name, var number] && Value(name, Days, 1) is { } nth and >= 1 and <= 7 && int.TryParse(number, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 5)
        {
            return day => (int)day.DayOfWeek == nth - 1 && ((day.Day - 1) / 7) + 1 == count;
        }
        return Values(field, 1, 7, Days) is { } days ? day => days.Contains((int)day.DayOfWeek + 1) : null;
    }
}
