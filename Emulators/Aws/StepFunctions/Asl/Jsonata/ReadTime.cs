namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>
/// Makes a time of the components that a picture read: what is greater than all of them is that of now, what is smaller is
/// the first there is, and none may be missing in between (jsonata-js, $toMillis).
/// </summary>
internal static class ReadTime
{
    // Components of the four ways to name a day and of the two ways to name a time of day.
    private const string ByMonth = "YMD";
    private const string ByDay = "Yd";
    private const string ByWeekOfMonth = "Xxw";
    private const string ByWeek = "XW";
    private const string Hours24 = "Hmsf";
    private const string Hours12 = "Phmsf";

    /// <returns>Null where nothing is specified, or no such time exists.</returns>
    /// <exception cref="JsonataException">D3136: a component is missing between others, or the date is given by its week.</exception>
    public static DateTimeOffset? Of(IEnumerable<(char Component, double? Value)> read, DateTimeOffset now)
    {
        var parts = new Dictionary<char, double>();
        foreach (var (component, value) in read)
        {
            if (value is null)
            {
                continue;
            }
            parts[component] = value.Value;
        }
        if (parts.Count == 0)
        {
            return null;
        }
        string[] days = [ByMonth, ByDay, ByWeekOfMonth, ByWeek];
        string given = new([.. "YXMxWwdD".Where(parts.ContainsKey)]);
        var day = given.Length == 0 ? ByMonth : Array.Find(days, way => given.All(way.Contains)) ?? ByMonth;
        var isHalved = parts.ContainsKey('h') && !parts.ContainsKey('H');
        if (day is ByWeekOfMonth or ByWeek)
        {
            throw Underspecified();
        }
        Fill(parts, day + (isHalved ? Hours12 : Hours24), now);
        if (isHalved)
        {
            parts['H'] = (parts['h'] % 12) + (parts['P'] > 0 ? 12 : 0);
        }
        try
        {
            var start = new DateTimeOffset((int)parts['Y'], 1, 1, 0, 0, 0, TimeSpan.Zero);
            start = day == ByDay ? start.AddDays(parts['d'] - 1) : start.AddMonths((int)Math.Max(parts['M'], 1) - 1).AddDays(parts['D'] - 1);
            return start.AddHours(parts['H']).AddMinutes(parts['m'] - parts.GetValueOrDefault('Z', parts.GetValueOrDefault('z'))).AddSeconds(parts['s']).AddMilliseconds(parts['f']);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static void Fill(Dictionary<char, double> parts, string components, DateTimeOffset now)
    {
        var (hasBegun, hasEnded) = (false, false);
        foreach (var component in components)
        {
            if (parts.ContainsKey(component))
            {
                hasBegun = true;
                if (hasEnded)
                {
                    throw Underspecified();
                }
            }
            else if (hasBegun)
            {
                parts[component] = component is 'M' or 'D' or 'd' ? 1 : 0;
                hasEnded = true;
            }
            else
            {
                parts[component] = component switch
                {
                    'Y' => now.Year,
                    'M' => now.Month,
                    'D' => now.Day,
                    'd' => now.DayOfYear,
                    'P' => now.Hour >= 12 ? 1 : 0,
                    'h' or 'H' => now.Hour,
                    'm' => now.Minute,
                    's' => now.Second,
                    _ => now.Millisecond,
                };
            }
        }
    }

    private static JsonataException Underspecified() => new("D3136", "The date/time picture string is missing specifiers required to parse the timestamp");
}
