using System.Globalization;

namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>Tests for <see cref="ValueMatches"/>.</summary>
internal static class ValueTests
{
    /// <summary>A number within the bounds that are given.</summary>
    public static Predicate<PayloadValue> Range(double? lt, double? gt, double? gte, double? lte)
        => value => value.Kind switch
        {
            PayloadKind.Integer => Within(value.Integer, lt, gt, gte, lte),
            PayloadKind.Double => Within(value.Double, lt, gt, gte, lte),
            _ => false,
        };

    /// <summary>A string that is an ISO 8601 time within the bounds; a time without an offset is UTC.</summary>
    public static Predicate<PayloadValue> DatetimeRange(DateTimeOffset? lt, DateTimeOffset? gt, DateTimeOffset? gte, DateTimeOffset? lte)
        => value => value.Kind == PayloadKind.String
            && DateTimeOffset.TryParse(value.String, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && (lt is null || time < lt) && (gt is null || time > gt) && (gte is null || time >= gte) && (lte is null || time <= lte);

    /// <summary>A string that contains the text: what Qdrant does for a field without a full-text index.</summary>
    public static Predicate<PayloadValue> Contains(string text)
        => value => value.Kind == PayloadKind.String && value.String.Contains(text, StringComparison.Ordinal);

    /// <summary>A string that contains any of the words, split at white space.</summary>
    public static Predicate<PayloadValue> ContainsAny(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return value => value.Kind == PayloadKind.String && Array.Exists(words, word => value.String.Contains(word, StringComparison.Ordinal));
    }

    public static Predicate<PayloadValue> StartsWith(string prefix)
        => value => value.Kind == PayloadKind.String && value.String.StartsWith(prefix, StringComparison.Ordinal);

    private static bool Within(double number, double? lt, double? gt, double? gte, double? lte)
        => (lt is null || number < lt) && (gt is null || number > gt) && (gte is null || number >= gte) && (lte is null || number <= lte);
}
