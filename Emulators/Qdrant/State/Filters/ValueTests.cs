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
            && PayloadTime.TryParse(value.String, out var time)
            && (lt is null || time < lt) && (gt is null || time > gt) && (gte is null || time >= gte) && (lte is null || time <= lte);

    public static Predicate<PayloadValue> StartsWith(string prefix)
        => value => value.Kind == PayloadKind.String && value.String.StartsWith(prefix, StringComparison.Ordinal);

    private static bool Within(double number, double? lt, double? gt, double? gte, double? lte)
        => (lt is null || number < lt) && (gt is null || number > gt) && (gte is null || number >= gte) && (lte is null || number <= lte);
}
