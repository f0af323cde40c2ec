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
    /// <summary>Query parameters that are part of what is signed.</summary>
    private static readonly HashSet<string> SubResources = new(StringComparer.Ordinal)
    {
        "accelerate", "acl", "cors", "defaultObjectAcl", "delete", "lifecycle", "location", "logging", "notification", "partNumber", "policy", "replication", "requestPayment", "restore", "tagging", "torrent",
        "uploadId", "uploads", "versionId", "versioning", "versions", "website", "response-cache-control", "response-content-disposition", "response-content-encoding", "response-content-language",
        "response-content-type", "response-expires",
    };

    public static string StringToSign(AwsCall call)
    {
        var (request, presigned) = (call.Request, call.Signature!.Presigned);
        var text = new StringBuilder(256).Append(request.Method).Append('\n').Append(request.Headers.ContentMD5).Append('\n').Append(request.Headers.ContentType).Append('\n');
        text.Append(presigned ? call.Target["Expires"] : request.Headers.ContainsKey("x-amz-date") ? "" : request.Headers.Date.ToString()).Append('\n');
        foreach (var (name, value) in request.Headers.Select(static header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value.Select(static value => value?.Trim()))))
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
}
