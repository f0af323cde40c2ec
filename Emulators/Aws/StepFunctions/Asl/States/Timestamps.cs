using System.Globalization;
using System.Text.RegularExpressions;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>Times in the profile of ISO 8601 that the specification demands (RFC 3339, with a capital T and Z).</summary>
internal static partial class Timestamps
{
    /// <returns>Null for any other text.</returns>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null || !Form().IsMatch(text))
        {
            return null;
        }
        // Nanoseconds are more than a tick holds.
        var cut = Regex.Replace(text, @"(?<kept>\.\d{7})\d+", "${kept}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return DateTimeOffset.TryParse(cut, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
