using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EventAi.Emulators.Aws.S3;

namespace EventAi.Emulators.Aws.Signing;

/// <summary>
/// Signature Version 2 of S3, in the Authorization header and in the query, which SDKs for Python still make of presigned URLs (Amazon S3 API reference,
/// "Signing and authenticating REST requests").
/// </summary>
internal static class Version2
{
    /// <summary>Of the Authorization header.</summary>
    public const string Scheme = "AWS";

    /// <summary>Query parameters that are part of what is signed.</summary>
    private static readonly HashSet<string> SubResources = new(StringComparer.Ordinal)
    {
        "accelerate", "acl", "cors", "defaultObjectAcl", "delete", "lifecycle", "location", "logging", "notification", "partNumber", "policy", "replication", "requestPayment", "restore", "tagging", "torrent",
        "uploadId", "uploads", "versionId", "versioning", "versions", "website", "response-cache-control", "response-content-disposition", "response-content-encoding", "response-content-language",
        "response-content-type", "response-expires",
    };

    public static bool IsIn(RequestTarget target) => target.Has("AWSAccessKeyId") || target.Has("Signature");

    public static (SignedRequest?, SigningException?) FromHeader(string credentials, HttpRequest request)
    {
        var colon = credentials.LastIndexOf(':');
        if (colon <= 0 || colon == credentials.Length - 1)
        {
            return (null, new SigningException(SigningFailure.Malformed2, "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature"));
        }
        var date = request.Headers["x-amz-date"].ToString() is { Length: > 0 } given ? given : request.Headers.Date.ToString();
        // The day of the week is not looked at: it is told wrongly often enough.
        var comma = date.IndexOf(',');
        return (DateTimeOffset.TryParse(date[(comma + 1)..], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || DateTimeOffset.TryParseExact(date, SignedRequest.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)) && time >= DateTimeOffset.UnixEpoch
            ? (Create(credentials[..colon], credentials[(colon + 1)..], time, life: null), null)
            : (null, new SigningException(SigningFailure.Missing, "AWS authentication requires a valid Date or x-amz-date header"));
    }

    public static (SignedRequest?, SigningException?) FromQuery(RequestTarget target)
    {
        if (target["AWSAccessKeyId"] is not { Length: > 0 } key || target["Signature"] is not { Length: > 0 } signature || target["Expires"] is not { } expires)
        {
            return (null, new SigningException(SigningFailure.Missing, "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters"));
        }
        return long.TryParse(expires, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? (Create(key, signature, DateTimeOffset.FromUnixTimeSeconds(seconds), TimeSpan.Zero), null)
            : (null, new SigningException(SigningFailure.Missing, $"Invalid date (should be seconds since epoch): {expires}"));
    }

    public static string StringToSign(AwsCall call)
    {
        var (request, presigned) = (call.Request, call.Signature!.Presigned);
        var text = new StringBuilder(256).Append(request.Method).Append('\n').Append(request.Headers.ContentMD5).Append('\n').Append(request.Headers.ContentType).Append('\n');
        text.Append(presigned ? call.Target["Expires"] : request.Headers.ContainsKey("x-amz-date") ? "" : request.Headers.Date.ToString()).Append('\n');
        foreach (var (name, value) in request.Headers.Select(static header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value.Select(static value => value?.Trim()))))
            .Concat(presigned ? call.Target.Query.Select(static pair => (Name: pair.Name.ToLowerInvariant(), pair.Value)) : [])
            .Where(static header => header.Name.StartsWith("x-amz-", StringComparison.Ordinal)).OrderBy(static header => header.Name, StringComparer.Ordinal))
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }
        if (S3Path.BucketOfHost(request.Host.Host) is { } bucket)
        {
            text.Append('/').Append(bucket);
        }
        text.Append(call.Target.Path);
        var mark = '?';
        foreach (var (name, value) in call.Target.Query.Where(static pair => SubResources.Contains(pair.Name)).OrderBy(static pair => pair.Name, StringComparer.Ordinal))
        {
            text.Append(mark).Append(name).Append(value.Length > 0 ? "=" + value : "");
            mark = '&';
        }
        return text.ToString();
    }

    /// <returns>Base64.</returns>
    public static string Sign(string secret, string stringToSign)
    {
#pragma warning disable CA5350 // Version 2 is what it is.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(stringToSign)));
#pragma warning restore CA5350
    }

    private static SignedRequest Create(string key, string signature, DateTimeOffset time, TimeSpan? life) => new()
    {
        Credential = new CredentialScope(key, "", AwsCall.DefaultRegion, "s3", []),
        Value = signature,
        Timestamp = "",
        Time = time,
        Life = life,
        IsVersion2 = true,
    };
}
