using System.Security.Cryptography;

namespace EventAi.Emulators.Aws.Signing;

/// <summary>
/// The chain of signatures in an aws-chunked body: each covers its chunk and the signature before it, the last one the
/// trailing headers (Amazon S3 API reference, "Signature calculations for the authorization header: transferring a payload
/// in multiple chunks", and the variant with trailing headers).
/// </summary>
internal sealed class ChunkSignatures(SigningKey key, SignedRequest seed) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string _previous = seed.Value;

    public void Append(ReadOnlySpan<byte> chunk) => _hash.AppendData(chunk);

    /// <summary>Ends a chunk.</summary>
    /// <exception cref="SigningException">The signature is not that of the chunk.</exception>
    public void EndChunk(string given)
    {
        var hash = Convert.ToHexStringLower(_hash.GetHashAndReset());
        Check($"AWS4-HMAC-SHA256-PAYLOAD\n{seed.Timestamp}\n{seed.Scope}\n{_previous}\n{SigningKey.EmptyHash}\n{hash}", given);
    }

    /// <param name="canonicalTrailer">Every trailing header as <c>name:value\n</c>.</param>
    /// <param name="given">The signature in <c>x-amz-trailer-signature</c>.</param>
    /// <exception cref="SigningException">The signature is not that of the trailer.</exception>
    public void EndTrailer(string canonicalTrailer, string given)
        => Check($"AWS4-HMAC-SHA256-TRAILER\n{seed.Timestamp}\n{seed.Scope}\n{_previous}\n{SigningKey.Hash(canonicalTrailer)}", given);

    public void Dispose() => _hash.Dispose();

    private void Check(string stringToSign, string given)
    {
        var expected = key.Sign(stringToSign);
        if (!SignatureVerifier.Same(expected, given))
        {
            throw new SigningException(SigningFailure.Mismatch, "A chunk's signature is not that of the chunk.") { StringToSign = stringToSign };
        }
        _previous = expected;
    }
}
