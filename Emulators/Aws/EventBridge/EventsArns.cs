using System.Text.RegularExpressions;

namespace EventAi.Emulators.Aws.EventBridge;

/// <summary>ARNs and names of EventBridge.</summary>
internal static partial class EventsArns
{
    public const string DefaultBus = "default";

    public static string Of(string region, string kind, string name) => $"arn:aws:events:{region}:{AwsOptions.AccountId}:{kind}/{name}";

    public static string Bus(string region, string name) => Of(region, "event-bus", name);

    public static string Rule(string region, string bus, string name) => Of(region, "rule", bus == DefaultBus ? name : $"{bus}/{name}");

    /// <summary>A bus is named by its name or its ARN.</summary>
    public static string BusName(string? given) => given is null ? DefaultBus : given.StartsWith("arn:", StringComparison.Ordinal) ? given[(given.IndexOf('/') + 1)..] : given;

    public static bool IsName(string name) => Form().IsMatch(name);

    public static string CheckName(string name, string member, int longest)
    {
        if (!Form().IsMatch(name))
        {
            throw EventsErrors.Validation($"1 validation error detected: Value '{name}' at '{member}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
        }
        return name.Length <= longest
            ? name
            : throw EventsErrors.Validation($"1 validation error detected: Value '{name}' at '{member}' failed to satisfy constraint: Member must have length less than or equal to {longest}");
    }

    [GeneratedRegex(@"^[\.\-_A-Za-z0-9/]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
