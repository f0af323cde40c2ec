using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EventAi.Emulators.Ollama.Serving;

/// <summary>How long a model stays in memory after a request: seconds as a number, or Go's notation such as 1h30m; negative for ever.</summary>
internal static partial class KeepAlive
{
    /// <summary>What "for ever" becomes: far enough, and still a valid date when added to now.</summary>
    public static readonly TimeSpan Forever = TimeSpan.FromDays(365 * 290);

    /// <summary>Null where the request says nothing.</summary>
    /// <exception cref="OllamaException">400 for what is no duration.</exception>
    public static TimeSpan? Read(JsonElement? value) => value?.ValueKind switch
    {
        null or JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Number => OfSeconds(value.Value.GetDouble()),
        JsonValueKind.String => Parse(value.Value.GetString()!),
        var kind => throw OllamaException.BadRequest($"Unsupported type: '{kind}'"),
    };

    /// <exception cref="OllamaException">400 for what is no duration.</exception>
    public static TimeSpan Parse(string text)
    {
        var match = Duration().Match(text.Trim());
        if (!match.Success)
        {
            throw OllamaException.BadRequest(
                text.Length > 0 && text.All(static character => char.IsAsciiDigit(character) || character is '.' or '-')
                    ? $"time: missing unit in duration \"{text}\""
                    : $"time: invalid duration \"{text}\"");
        }

        var seconds = 0.0;
        for (var part = 0; part < match.Groups["unit"].Captures.Count; part++)
        {
            var amount = double.Parse(match.Groups["amount"].Captures[part].ValueSpan, CultureInfo.InvariantCulture);
            seconds += amount * match.Groups["unit"].Captures[part].Value switch
            {
                "h" => 3600, "m" => 60, "s" => 1, "ms" => 1e-3, "us" or "µs" => 1e-6, _ => 1e-9,
            };
        }

        return OfSeconds(match.Groups["sign"].Value == "-" ? -seconds : seconds);
    }

    /// <summary>Negative is for ever.</summary>
    public static TimeSpan OfSeconds(double seconds)
        => seconds < 0 || seconds > Forever.TotalSeconds ? Forever : TimeSpan.FromSeconds(seconds);

    [GeneratedRegex(@"^(?<sign>[+-]?)(0|((?<amount>\d+(\.\d*)?|\.\d+)(?<unit>ns|us|µs|ms|s|m|h))+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();
}
