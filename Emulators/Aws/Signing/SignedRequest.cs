using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;

namespace EventAi.Emulators.Aws.Signing;

/// <summary>
/// A Signature Version 4 (or, to S3, 2) as a request carries it, in the Authorization header or in the query (presigned).
/// Source: AWS IAM user guide, "Create a signed AWS API request"; Amazon S3 API reference, "Authenticating requests".
/// </summary>
internal sealed record SignedRequest
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string SignatureName = "Signature=";
    private const int SignatureDigits = 64;
    private static readonly string[] QueryParameters = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires"];
    private const int MostKnown = 256;
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(7);

    /// <summary>Credentials by the text of the header before its signature: a client sends the same again and again.</summary>
    private static readonly ConcurrentDictionary<string, CredentialScope> Known = new(StringComparer.Ordinal);

    /// <summary>The time that was read last: requests of one second have the same.</summary>
    private static Tuple<string, DateTimeOffset> s_lastTime = new("", default);

    public required CredentialScope Credential { get; init; }

    public string AccessKey => Credential.AccessKey;

    /// <summary>Day of the credential scope, <c>yyyyMMdd</c>.</summary>
    public string Date => Credential.Date;

    public string Region => Credential.Region;

    /// <summary>Service name of the credential scope, e.g. <c>s3</c>.</summary>
    public string Service => Credential.Service;

    /// <summary>Lower case, in the order given.</summary>
    public IReadOnlyList<string> SignedHeaders => Credential.SignedHeaders;

    /// <summary>Hexadecimal.</summary>
    public required string Value { get; init; }

    /// <summary>When it was signed, as sent: <c>yyyyMMddTHHmmssZ</c>.</summary>
    public required string Timestamp { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>How long a presigned request holds; null for a signature in the header.</summary>
    public TimeSpan? Life { get; init; }

    public bool Presigned => Life is not null;

    /// <summary>Of Signature Version 2 of S3; then <see cref="Time"/> of a presigned request is the end of its life.</summary>
    public bool IsVersion2 { get; init; }

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
        return Version2.IsIn(target) ? Version2.FromQuery(target) : (null, null);
    }

    private static (SignedRequest?, SigningException?) FromHeader(string authorization, HttpRequest request)
    {
        var sign = authorization.Length - SignatureName.Length - SignatureDigits;
        if (sign > 0 && authorization.AsSpan(sign).StartsWith(SignatureName, StringComparison.Ordinal)
            && Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(authorization.AsSpan(0, sign), out var known))
        {
            return Create(known, authorization[^SignatureDigits..], TimestampOf(request), life: null);
        }
        var space = authorization.IndexOf(' ');
        var scheme = space < 0 ? authorization : authorization[..space];
        if (scheme == Version2.Scheme)
        {
            return Version2.FromHeader(authorization[(space + 1)..], request);
        }
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
        var (signed, failure) = Create(parts.GetValueOrDefault("Credential"), parts.GetValueOrDefault("SignedHeaders"), parts.GetValueOrDefault("Signature"), TimestampOf(request), life: null);
        if (signed is not null && sign > 0 && authorization.AsSpan(sign).StartsWith(SignatureName, StringComparison.Ordinal))
        {
            if (Known.Count >= MostKnown)
            {
                Known.Clear();
            }
            Known[authorization[..sign]] = signed.Credential;
        }
        return (signed, failure);
    }

    private static string TimestampOf(HttpRequest request)
    {
        var timestamp = request.Headers["x-amz-date"].ToString();
        return timestamp.Length == 0
            && DateTimeOffset.TryParseExact(request.Headers.Date.ToString(), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)
            : timestamp;
    }

    private static (SignedRequest?, SigningException?) FromQuery(RequestTarget target)
    {
        if (target["X-Amz-Algorithm"] != Algorithm)
        {
            return (null, Query($"X-Amz-Algorithm only supports \"{Algorithm} and AWS4-ECDSA-P256-SHA256\""));
        }
        if (Array.Exists(QueryParameters, name => !target.Has(name)))
        {
            return (null, Query("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."));
        }
        if (!long.TryParse(target["X-Amz-Expires"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return (null, Query("X-Amz-Expires should be a number"));
        }
        if (seconds < 0 || seconds > LongestLife.TotalSeconds)
        {
            return (null, Query(seconds < 0 ? "X-Amz-Expires must be non-negative" : "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"));
        }
        var (scope, _) = CredentialScope.Parse(target["X-Amz-Credential"]!, "host");
        if (scope is null)
        {
            return (null, Query("Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."));
        }
        var (signed, failure) = Create(target["X-Amz-Credential"], target["X-Amz-SignedHeaders"], target["X-Amz-Signature"], target["X-Amz-Date"]!, TimeSpan.FromSeconds(seconds));
        return (signed, failure is null ? null : Query(failure.Message));
    }

    private static (SignedRequest?, SigningException?) Create(string? credential, string? headers, string? signature, string timestamp, TimeSpan? life)
    {
        if (credential is null || headers is null || signature is null)
        {
            return (null, Malformed("The authorization must hold Credential, SignedHeaders and Signature."));
        }
        var (scope, reason) = CredentialScope.Parse(credential, headers);
        return scope is null ? (null, Malformed(reason!)) : Create(scope, signature, timestamp, life);
    }

    private static (SignedRequest?, SigningException?) Create(CredentialScope credential, string signature, string timestamp, TimeSpan? life)
    {
        if (signature.Length != SignatureDigits || !IsHexadecimal(signature))
        {
            return (null, Malformed("The Signature must have 64 hexadecimal digits."));
        }
        if (TimeOf(timestamp) is not { } time)
        {
            return (null, Malformed("X-Amz-Date (yyyyMMddTHHmmssZ) or Date is missing or malformed."));
        }
        return timestamp.StartsWith(credential.Date, StringComparison.Ordinal)
            ? (new SignedRequest { Credential = credential, Value = signature, Timestamp = timestamp, Time = time, Life = life }, null)
            : (null, Malformed("The Credential's day is not that of X-Amz-Date."));
    }

    private static bool IsHexadecimal(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Hexadecimal);

    private static DateTimeOffset? TimeOf(string timestamp)
    {
        var last = Volatile.Read(ref s_lastTime);
        if (last.Item1 == timestamp)
        {
            return last.Item2;
        }
        if (!DateTimeOffset.TryParseExact(timestamp, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return null;
        }
        Volatile.Write(ref s_lastTime, new(timestamp, time));
        return time;
    }

    private static SigningException Query(string message) => new(SigningFailure.MalformedQuery, message);

    private static SigningException Malformed(string message) => new(SigningFailure.Malformed, message);
}
