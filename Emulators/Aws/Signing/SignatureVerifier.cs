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
        var canonical = CanonicalRequest.Create(call, signature, payloadHash)
            ?? throw new SigningException(SigningFailure.Malformed, "A header that SignedHeaders names is not in the request.");
        var stringToSign = $"{SignedRequest.Algorithm}\n{signature.Timestamp}\n{signature.Scope}\n{SigningKey.Hash(canonical)}";
        var key = new SigningKey(options.SecretKey!, signature);
        return Same(key.Sign(stringToSign), signature.Value)
            ? key
            : throw new SigningException(SigningFailure.Mismatch, "The signature is not that of the request.") { StringToSign = stringToSign, CanonicalRequest = canonical };
    }

    public static bool Same(string expected, string given)
        => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(given.ToLowerInvariant()));

    private void CheckAge(SignedRequest signature)
    {
        var now = time.GetUtcNow();
        if (signature.Life is { } life)
        {
            if (now > signature.Time + life)
            {
                throw new SigningException(SigningFailure.Expired, "Request has expired");
            }
            if (signature.Time > now + LargestSkew)
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
