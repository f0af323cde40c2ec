using System.Globalization;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>One request as policies see it: who, what, on which resource, and the values that conditions ask for.</summary>
/// <param name="call">The request.</param>
/// <param name="action">E.g. <c>s3:GetObject</c>.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="key">The object's key; null for the bucket itself.</param>
/// <param name="existing">The object as it is, where there is one.</param>
internal sealed class PolicyContext(S3Call call, string action, Bucket bucket, string? key, ObjectInfo? existing)
{
    private const string ExistingTag = "s3:ExistingObjectTag/";
    private const string RequestTag = "s3:RequestObjectTag/";

    /// <summary>Conditions on headers, by the name after <c>s3:</c> where that is the header's own.</summary>
    private const string HeaderPrefix = "s3:x-amz-";

    private static readonly string[] QueryKeys = ["prefix", "delimiter", "max-keys"];

    public S3Caller Caller => call.Caller;

    public string Action { get; } = action;

    public string Resource { get; } = $"arn:aws:s3:::{bucket.Info.Name}{(key is null ? "" : "/" + key)}";

    /// <summary>The values of a condition's key; null where the request has none.</summary>
    public IReadOnlyList<string>? Values(string name)
    {
        if (name.StartsWith(ExistingTag, StringComparison.OrdinalIgnoreCase))
        {
            return One(existing?.Tags.GetValueOrDefault(name[ExistingTag.Length..]));
        }
        if (name.StartsWith(RequestTag, StringComparison.OrdinalIgnoreCase))
        {
            return One(RequestTags().GetValueOrDefault(name[RequestTag.Length..]));
        }
        if (name.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return One(call.Header(name["s3:".Length..]) is { } value && name.EndsWith("copy-source", StringComparison.OrdinalIgnoreCase) ? value.TrimStart('/') : call.Header(name["s3:".Length..]));
        }
        if (name.StartsWith("s3:", StringComparison.OrdinalIgnoreCase) && QueryKeys.Contains(name["s3:".Length..], StringComparer.OrdinalIgnoreCase))
        {
            // Whether an object is there, who asks for it may know who may list what begins with its key.
            return !Action.StartsWith("s3:ListBucket", StringComparison.Ordinal) ? null
                : call.HasKey ? One(name.EndsWith("prefix", StringComparison.OrdinalIgnoreCase) ? call.Key : null)
                : One(call.Query(name["s3:".Length..].ToLowerInvariant()));
        }
        return Known(name.ToLowerInvariant());
    }

    /// <summary>Puts in what a policy's variables stand for, e.g. <c>${aws:userid}</c>.</summary>
    public string Substitute(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return text;
        }
        var start = 0;
        while (text.IndexOf("${", start, StringComparison.Ordinal) is >= 0 and var open && text.IndexOf('}', open) is >= 0 and var close)
        {
            var name = text[(open + 2)..close];
            // "*", "?" and "$" are written so where they stand for themselves; as a pattern's characters they would not, but keys with them are rare.
            var value = name is "*" or "?" or "$" ? name : Values(name)?[0];
            text = value is null ? text : text[..open] + value + text[(close + 1)..];
            start = value is null ? close + 1 : open + value.Length;
        }
        return text;
    }

    private static IReadOnlyList<string>? One(string? value) => value is null ? null : [value];

    private IReadOnlyList<string>? Known(string name) => name switch
    {
        "aws:sourceip" => One(call.Request.HttpContext.Connection.RemoteIpAddress?.ToString()),
        "aws:securetransport" => One(call.Request.IsHttps ? "true" : "false"),
        "aws:useragent" => One(call.Header("User-Agent")),
        "aws:referer" => One(call.Header("Referer")),
        "aws:currenttime" => One(call.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        "aws:epochtime" => One(call.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        "aws:principalaccount" or "aws:userid" => One(Caller.Account),
        "aws:principalarn" => One(Caller.IsAnonymous ? null : Caller.Arn),
        "aws:principaltype" => One(Caller.IsAnonymous ? "Anonymous" : "Account"),
        "aws:resourceaccount" or "s3:resourceaccount" => One(bucket.Info.Owner),
        "aws:requestedregion" => One(bucket.Info.Region),
        "s3:versionid" => One(call.VersionId),
        "s3:authtype" => One(call.Aws.Signature is not { } signature ? call.IsForm ? "POST" : null : signature.Presigned ? "REST-QUERY-STRING" : "REST-HEADER"),
        "s3:signatureversion" => One(call.Aws.Signature is { } signature ? signature.IsVersion2 ? "AWS" : "AWS4-HMAC-SHA256" : null),
        "s3:signatureage" => One(call.Aws.Signature is { } signature ? Math.Max(0, (call.Now - signature.Time).TotalMilliseconds).ToString("F0", CultureInfo.InvariantCulture) : null),
        "s3:if-match" => One(call.Header("If-Match")),
        "s3:if-none-match" => One(call.Header("If-None-Match")),
        "s3:requestobjecttagkeys" => RequestTags() is { Count: > 0 } tags ? [.. tags.Keys] : null,
        "s3:object-lock-mode" => One(call.Header("x-amz-object-lock-mode")),
        "s3:object-lock-legal-hold" => One(call.Header("x-amz-object-lock-legal-hold")),
        "s3:object-lock-retain-until-date" => One(call.Header("x-amz-object-lock-retain-until-date")),
        "s3:object-lock-remaining-retention-days" => One(
            DateTimeOffset.TryParse(call.Header("x-amz-object-lock-retain-until-date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
                ? Math.Ceiling((until - call.Now).TotalDays).ToString(CultureInfo.InvariantCulture)
                : null),
        _ => null,
    };

    private IReadOnlyDictionary<string, string> RequestTags()
    {
        try
        {
            return call.RequestTags ?? ObjectTags.ReadHeader(call);
        }
        catch (AwsException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal); // the operation refuses them
        }
    }
}
