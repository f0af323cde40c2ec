using System.Globalization;
using System.Text.RegularExpressions;

namespace EventAi.Emulators.Aws.EventBridge.Scheduling;

/// <summary>A schedule expression: <c>rate(5 minutes)</c> or <c>cron(0 12 * * ? *)</c>, in UTC (user guide, "Setting a schedule pattern for scheduled rules (legacy)").</summary>
public abstract partial class Schedule
{
    /// <returns>Null where the text is none.</returns>
    public static Schedule? Parse(string text)
    {
        if (Rate().Match(text) is { Success: true } rate)
        {
            var (unit, isPlural) = (rate.Groups["unit"].Value, rate.Groups["plural"].Length > 0);
            if (!int.TryParse(rate.Groups["value"].ValueSpan, CultureInfo.InvariantCulture, out var value) || value <= 0 || (value == 1) == isPlural)
            {
                return null;
            }
            return new RateSchedule(unit switch { "minute" => TimeSpan.FromMinutes(value), "hour" => TimeSpan.FromHours(value), _ => TimeSpan.FromDays(value) });
        }
        return Cron().Match(text) is { Success: true } cron ? CronSchedule.Read(cron.Groups["fields"].Value) : null;
    }

    /// <summary>The next time after a moment.</summary>
    /// <param name="after">Moment.</param>
    /// <param name="start">When the rule was made.</param>
    /// <returns>Null where there is none.</returns>
    public abstract DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset start);

    [GeneratedRegex(@"^rate\((?<value>\d+) (?<unit>minute|hour|day)(?<plural>s?)\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^cron\((?<fields>[^)]*)\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cron();
}
