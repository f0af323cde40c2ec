using System.Globalization;
using System.Runtime.CompilerServices;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Lifecycle;

/// <summary><c>x-amz-expiration</c>: when a rule will remove an object, and which.</summary>
internal static class ExpirationHeader
{
    /// <summary>The rules of a bucket, read once.</summary>
    private static readonly ConditionalWeakTable<BucketInfo, IReadOnlyList<LifecycleRule>> Known = [];

    public static void Write(S3Call call, ObjectInfo info)
    {
        var bucket = call.Bucket.Info;
        if (!bucket.Documents.TryGetValue(LifecycleRules.Document, out var text))
        {
            return;
        }
        var first = Known.GetValue(bucket, _ => LifecycleRules.Parse(text)).Where(rule => rule.Covers(info)).Select(rule => (End: rule.EndOf(info), rule.Id)).Where(static rule => rule.End is not null)
            .OrderBy(static rule => rule.End).FirstOrDefault();
        if (first.End is { } end)
        {
            call.Response.Headers["x-amz-expiration"] = $"expiry-date=\"{end.ToString("r", CultureInfo.InvariantCulture)}\", rule-id=\"{AwsUriEncoding.Encode(first.Id)}\"";
        }
    }
}
