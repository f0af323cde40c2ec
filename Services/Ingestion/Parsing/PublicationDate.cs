using System.Globalization;

namespace EventAi.Ingestion.Parsing;

/// <summary>Dates of a document's metadata: RFC 3339, a day (ISO 8601), or the date of a mail header (RFC 5322).</summary>
internal static class PublicationDate
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ssK",
        "ddd, d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm zzz", "d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss 'GMT'",
    ];

    /// <summary>UTC; null for what is no date, or one that cannot be a publication's.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        var trimmed = text?.Trim().Trim('"', '\'') ?? "";
        if (trimmed.IndexOf('(') is > 0 and var comment)
        {
            trimmed = trimmed[..comment].Trim(); // "… +0100 (CET)"
        }
        return DateTimeOffset.TryParseExact(trimmed, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date) && date.Year is > 1400 and < 2200
            ? date.ToUniversalTime()
            : null;
    }
}
