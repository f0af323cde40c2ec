using System.Globalization;

namespace EventAi.Emulators.Aws.Signing;

/// <summary>
/// A Signature Version 4 as a request carries it, in the Authorization header or in the query (presigned).
/// Source: AWS IAM user guide, "Create a signed AWS API request"; Amazon S3 API reference, "Authenticating requests".
/// </summary>
internal sealed record SignedRequest
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(7);

    public required string AccessKey { get; init; }

    /// <summary>Day of the credential scope, <c>yyyyMMdd</c>.</summary>
    public required string Date { get; init; }

    public required string Region { get; init; }

    /// <summary>Service name of the credential scope, e.g. <c>s3</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Lower case, in the order given.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>Hexadecimal.</summary>
    public required string Value { get; init; }

    /// <summary>When it was signed, as sent: <c>yyyyMMddTHHmmssZ</c>.</summary>
    public required string Timestamp { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>How long a presigned request holds; null for a signature in the header.</summary>
    public TimeSpan? Life { get; init; }

    public bool Presigned => Life is not null;

    /// <summary>Credential scope: day, region, service and <c>aws4_request</c>.</summary>
    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <returns>Neither where the request is anonymous.</returns>
    public static (SignedRequest? Signature, SigningException? Failure) Parse(HttpRequest request, RequestTarget target)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length > 0)
        {
            return FromHeader(authorization, request);
        }
        if (target.Has("X-Amz-Algorithm") || target.Has("X-Amz-Signature"))
        {
            return FromQuery(target);
        }
        return target.Has("AWSAccessKeyId") && target.Has("Signature")
            ? (null, new SigningException(SigningFailure.Unsupported, "Signature Version 2 is not accepted; use Signature Version 4."))
            : (null, null);
    }

    private static (SignedRequest?, SigningException?) FromHeader(string authorization, HttpRequest request)
    {
        var space = authorization.IndexOf(' ');
        var scheme = space < 0 ? authorization : authorization[..space];
        if (scheme != Algorithm)
        {
            return (null, new SigningException(SigningFailure.Unsupported, $"The authorization mechanism '{scheme}' is not supported; use {Algorithm}."));
        }
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in authorization[(space + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            if (equals > 0)
            {
                parts[part[..equals]] = part[(equals + 1)..];
            }
        }
        var timestamp = request.Headers["x-amz-date"].ToString();
        if (timestamp.Length == 0
            && DateTimeOffset.TryParseExact(request.Headers.Date.ToString(), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            timestamp = date.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        }
        return Create(parts.GetValueOrDefault("Credential"), parts.GetValueOrDefault("SignedHeaders"), parts.GetValueOrDefault("Signature"), timestamp, life: null);
    }

    private static (SignedRequest?, SigningException?) FromQuery(RequestTarget target)
    {
        if (target["X-Amz-Algorithm"] != Algorithm)
        {
            return (null, new SigningException(SigningFailure.Unsupported, $"X-Amz-Algorithm only supports \"{Algorithm}\"."));
        }
        if (!int.TryParse(target["X-Amz-Expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > LongestLife.TotalSeconds)
        {
            return (null, Malformed("X-Amz-Expires must be a number of seconds, at most 604800."));
        }
        return Create(
            target["X-Amz-Credential"], target["X-Amz-SignedHeaders"], target["X-Amz-Signature"], target["X-Amz-Date"] ?? "", TimeSpan.FromSeconds(seconds));
    }

    private static (SignedRequest?, SigningException?) Create(string? credential, string? headers, string? signature, string timestamp, TimeSpan? life)
    {
        if (credential is null || headers is null || signature is null)
        {
            return (null, Malformed("The authorization must hold Credential, SignedHeaders and Signature."));
        }
        // An access key may hold slashes, the four elements of the scope may not.
        var scope = credential.Split('/');
        if (scope.Length < 5 || scope[^1] != "aws4_request" || scope[^4].Length != 8 || scope[^3].Length == 0 || scope[^2].Length == 0)
        {
            return (null, Malformed("The Credential must be <access key>/<yyyyMMdd>/<region>/<service>/aws4_request."));
        }
        var accessKey = string.Join('/', scope[..^4]);
        if (accessKey.Length == 0)
        {
            return (null, Malformed("The Credential holds no access key."));
        }
        if (signature.Length != 64 || !signature.All(char.IsAsciiHexDigit))
        {
            return (null, Malformed("The Signature must have 64 hexadecimal digits."));
        }
        if (!DateTimeOffset.TryParseExact(timestamp, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return (null, Malformed("X-Amz-Date (yyyyMMddTHHmmssZ) or Date is missing or malformed."));
        }
        if (!timestamp.StartsWith(scope[^4], StringComparison.Ordinal))
        {
            return (null, Malformed("The Credential's day is not that of X-Amz-Date."));
        }
        var names = headers.Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (!names.Contains("host", StringComparer.Ordinal))
        {
            return (null, Malformed("The header host must be signed."));
        }
        return (new SignedRequest
        {
            AccessKey = accessKey,
            Date = scope[^4],
            Region = scope[^3],
            Service = scope[^2],
            SignedHeaders = names,
            Value = signature,
            Timestamp = timestamp,
            Time = time,
            Life = life,
        }, null);
    }

    private static SigningException Malformed(string message) => new(SigningFailure.Malformed, message);
}
