using System.Security.Cryptography;
using System.Text;

namespace EventAi.Emulators.Aws.Signing;

/// <summary>
/// Checks a request's signature: its form and age always, its value where a key pair is set (without a secret there is
/// nothing to compute it with).
/// </summary>
internal sealed class SignatureVerifier(AwsOptions options, TimeProvider time)
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(15);

    /// <summary>Checks the signature of a request whose signer hashed the body as it is.</summary>
    /// <exception cref="SigningException">The request is not authentic.</exception>
    public void VerifyBody(AwsCall call, ReadOnlySpan<byte> body) => Verify(call, string.IsNullOrEmpty(options.AccessKey) ? "" : Convert.ToHexStringLower(SHA256.HashData(body)));

    /// <param name="call">The request.</param>
    /// <param name="payloadHash">Hash of the body, or the word that stands for it, as the signer had it.</param>
    /// <returns>The key that further signatures within the body are checked with; null where none is set.</returns>
    /// <exception cref="SigningException">The request is not authentic.</exception>
    public SigningKey? Verify(AwsCall call, string payloadHash)
    {
        if (call.Signature is not { } signature)
        {
            throw new SigningException(SigningFailure.Missing, "The request is not signed.");
        }
        CheckAge(signature);
        if (string.IsNullOrEmpty(options.AccessKey))
        {
            return null;
        }
        if (signature.AccessKey != options.AccessKey)
        {
            throw new SigningException(SigningFailure.UnknownKey, "The access key is not known.");
        }
        if (signature.IsVersion2)
        {
            var text = Version2.StringToSign(call);
            return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Version2.Sign(options.SecretKey!, text)), Encoding.ASCII.GetBytes(signature.Value))
                ? null
                : throw new SigningException(SigningFailure.Mismatch, "The signature is not that of the request.") { StringToSign = text, Details = SigningException.Compared(signature.AccessKey, signature.Value, text) };
        }
        RequireSignedHeaders(call, signature);
        var canonical = CanonicalRequest.Create(call, signature, payloadHash);
        var stringToSign = $"{SignedRequest.Algorithm}\n{signature.Timestamp}\n{signature.Scope}\n{SigningKey.Hash(canonical)}";
        var key = new SigningKey(options.SecretKey!, signature);
        return Same(key.Sign(stringToSign), signature.Value)
            ? key
            : throw new SigningException(SigningFailure.Mismatch, "The signature is not that of the request.") { StringToSign = stringToSign, CanonicalRequest = canonical, Details = SigningException.Compared(signature.AccessKey, signature.Value, stringToSign, canonical) };
    }

    /// <summary>Checks a form's signature over its policy: version 4, or version 2, which S3 still takes of forms.</summary>
    /// <param name="policy">Base64, as it was sent.</param>
    /// <param name="fields">Of the form.</param>
    /// <exception cref="SigningException">The form is not authentic.</exception>
    public void VerifyForm(string policy, IReadOnlyDictionary<string, string> fields)
    {
        if (fields.TryGetValue("x-amz-signature", out var signature))
        {
            var (scope, reason) = CredentialScope.Parse(fields.GetValueOrDefault("x-amz-credential", ""), "host");
            if (scope is null || fields.GetValueOrDefault("x-amz-algorithm") != SignedRequest.Algorithm)
            {
                throw new SigningException(SigningFailure.Malformed, reason ?? $"x-amz-algorithm only supports \"{SignedRequest.Algorithm}\".");
            }
            VerifyForm(scope.AccessKey, signature, secret => new SigningKey(secret, new SignedRequest { Credential = scope, Value = "", Timestamp = "", Time = time.GetUtcNow() }).Sign(policy), policy);
        }
        else if (fields.TryGetValue("signature", out signature) && fields.TryGetValue("AWSAccessKeyId", out var accessKey))
        {
            VerifyForm(accessKey, signature, secret => Version2.Sign(secret, policy), policy);
        }
        else
        {
            throw new SigningException(SigningFailure.Missing, "The form has a policy and no signature.");
        }
    }

    public static bool Same(string expected, string given)
        => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(given.ToLowerInvariant()));

    private void VerifyForm(string accessKey, string given, Func<string, string> sign, string policy)
    {
        if (string.IsNullOrEmpty(options.AccessKey))
        {
            return;
        }
        if (accessKey != options.AccessKey)
        {
            throw new SigningException(SigningFailure.UnknownKey, "The access key is not known.");
        }
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(sign(options.SecretKey!)), Encoding.ASCII.GetBytes(given)))
        {
            throw new SigningException(SigningFailure.Mismatch, "The signature is not that of the policy.") { StringToSign = policy, Details = SigningException.Compared(accessKey, given, policy) };
        }
    }

    /// <summary>S3 takes no header of AWS's own that somebody on the way could have added.</summary>
    private static void RequireSignedHeaders(AwsCall call, SignedRequest signature)
    {
        if (signature.Service != "s3")
        {
            return;
        }
        var unsigned = call.Request.Headers.Keys.Select(static name => name.ToLowerInvariant())
            .Where(name => name.StartsWith("x-amz-", StringComparison.Ordinal) && name != "x-amz-content-sha256" && !signature.SignedHeaders.Contains(name, StringComparer.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (unsigned.Count > 0)
        {
            throw new SigningException(SigningFailure.Unsigned, "There were headers present in the request which were not signed") { Details = [("HeadersNotSigned", string.Join(", ", unsigned))] };
        }
    }

    private static SigningException Expired(SignedRequest signature, TimeSpan life, DateTimeOffset now)
    {
        static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var details = new List<(string, string)> { ("Expires", Text(signature.Time + life)), ("ServerTime", Text(now)) };
        if (!signature.IsVersion2)
        {
            details.Insert(0, ("X-Amz-Expires", $"{(long)life.TotalSeconds}"));
        }
        return new SigningException(SigningFailure.Expired, "Request has expired") { Details = details };
    }

    private void CheckAge(SignedRequest signature)
    {
        var now = time.GetUtcNow();
        if (signature.Life is { } life)
        {
            if (now > signature.Time + life)
            {
                throw Expired(signature, life, now);
            }
            if (signature.Time > now + LargestSkew && !signature.IsVersion2)
            {
                throw new SigningException(SigningFailure.Skewed, "The request is signed for the future.");
            }
        }
        else if ((now - signature.Time).Duration() > LargestSkew)
        {
            throw new SigningException(SigningFailure.Skewed, "The difference between the request time and the server's time is too large.");
        }
    }
}
