using System.Globalization;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>If-Match, If-Unmodified-Since, If-None-Match, If-Modified-Since in the order of RFC 9110, section 13.2.2.</summary>
internal static class Conditions
{
    /// <param name="call">The request.</param>
    /// <param name="info">The object.</param>
    /// <param name="prefix">Before the headers' names, e.g. <c>x-amz-copy-source-</c>.</param>
    public static ConditionOutcome Evaluate(S3Call call, ObjectInfo info, string prefix = "")
    {
        if (call.Header(prefix + "If-Match") is { } match)
        {
            if (!Names(match, info.ETag))
            {
                return ConditionOutcome.Failed;
            }
        }
        else if (Date(call, prefix + "If-Unmodified-Since") is { } unmodified && info.LastModified > unmodified)
        {
            return ConditionOutcome.Failed;
        }
        if (call.Header(prefix + "If-None-Match") is { } none)
        {
            return Names(none, info.ETag) ? ConditionOutcome.NotModified : ConditionOutcome.Proceed;
        }
        return Date(call, prefix + "If-Modified-Since") is { } modified && info.LastModified <= modified && modified <= call.Now ? ConditionOutcome.NotModified : ConditionOutcome.Proceed;
    }

    /// <summary>The header that failed.</summary>
    public static string Failing(S3Call call, ObjectInfo info, string prefix = "")
        => call.Header(prefix + "If-Match") is { } match && !Names(match, info.ETag) ? prefix + "If-Match"
            : call.Header(prefix + "If-Match") is null && Date(call, prefix + "If-Unmodified-Since") is { } unmodified && info.LastModified > unmodified ? prefix + "If-Unmodified-Since"
            : call.Header(prefix + "If-None-Match") is not null ? prefix + "If-None-Match"
            : prefix + "If-Modified-Since";

    private static bool Names(string header, string tag)
        => header.Split(',', StringSplitOptions.TrimEntries).Any(given => given == "*" || given.Trim('"') == tag);

    private static DateTimeOffset? Date(S3Call call, string header)
        => DateTimeOffset.TryParse(call.Header(header), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
