using System.Security.Cryptography;
using EventAi.Emulators.Aws.Checksums;

namespace EventAi.Emulators.Aws.S3;

/// <summary>What a request says of its body, gathered from the headers before it, and the running digests to compare.</summary>
internal sealed class BodyDigests : IDisposable
{
    private const string TrailerHeader = "x-amz-trailer";

    private readonly IncrementalHash? _sha256;
    private readonly string? _expectedSha256;
    private readonly string? _expectedMd5;
    private readonly ChecksumAlgorithm _algorithm;
    private readonly ContentDigests _content;
    private readonly bool _inTrailer;
    private readonly bool _isPart;
    private string? _expected;

    /// <exception cref="AwsException">The headers contradict each other or are malformed.</exception>
    public BodyDigests(S3Call call, string contentSha256, ChecksumAlgorithm fallback, bool ofObject = false)
    {
        _isPart = call.Query("uploadId") is not null; // S3 tells what it expected in another form then
        if (contentSha256.Length == 64)
        {
            _expectedSha256 = contentSha256.ToLowerInvariant();
            _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        }
        _expectedMd5 = call.Header("Content-MD5") ?? (call.Request.Headers.ContainsKey("Content-MD5") ? "" : null);
        if (_expectedMd5 is not null && !IsBase64(_expectedMd5, 16))
        {
            throw S3Errors.InvalidDigest(_expectedMd5);
        }
        var given = ofObject ? [] : ChecksumAlgorithms.All.FindAll(algorithm => call.Header(ChecksumAlgorithms.Header(algorithm)) is not null);
        var trailing = call.Header(TrailerHeader);
        if (given.Count > 1 || (given.Count == 1 && trailing is not null))
        {
            throw S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }
        if (given.Count == 1)
        {
            _algorithm = given[0];
            _expected = call.Header(ChecksumAlgorithms.Header(_algorithm))!;
            RequireValid(_expected);
        }
        else if (trailing is not null)
        {
            _algorithm = ChecksumAlgorithms.ParseHeader(trailing) ?? throw S3Errors.InvalidRequest("The value specified in the x-amz-trailer header is not supported");
            _inTrailer = true;
        }
        else if (call.Header("x-amz-sdk-checksum-algorithm") is not null && call.Header("Content-MD5") is null)
        {
            throw S3Errors.InvalidRequest(
                "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
        }
        else
        {
            _algorithm = fallback;
        }
        _content = new ContentDigests(_algorithm);
    }

    /// <summary>Whether the client gave any digest over the body itself.</summary>
    public bool Given => _expectedMd5 is not null || _expected is not null || _inTrailer;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _sha256?.AppendData(bytes);
        _content.Append(bytes);
    }

    /// <exception cref="AwsException">A digest does not agree.</exception>
    public ReceivedBody Finish(long length, IReadOnlyList<(string Name, string Value)> trailers)
    {
        if (_inTrailer)
        {
            _expected = trailers.FirstOrDefault(trailer => trailer.Name == ChecksumAlgorithms.Header(_algorithm)).Value
                ?? throw new AwsException(400, "MalformedTrailerError", "The request did not contain the trailer that x-amz-trailer announced.");
            RequireValid(_expected);
        }
        var md5 = _content.Md5();
        if (_expectedMd5 is not null && Convert.ToBase64String(Convert.FromHexString(md5)) is var calculated && _expectedMd5 != calculated)
        {
            throw new AwsException(400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
            {
                Details = [("ExpectedDigest", _isPart ? _expectedMd5 : Convert.ToHexStringLower(Convert.FromBase64String(_expectedMd5))), ("CalculatedDigest", calculated)],
            };
        }
        if (_sha256 is not null && Convert.ToHexStringLower(_sha256.GetHashAndReset()) is var sha256 && sha256 != _expectedSha256)
        {
            throw new AwsException(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
            {
                Details = [("ClientComputedContentSHA256", _expectedSha256!), ("S3ComputedContentSHA256", sha256)],
            };
        }
        var checksum = _content.Checksum();
        return _expected is null || _expected == checksum
            ? new ReceivedBody(length, md5, _algorithm, checksum)
            : throw S3Errors.BadDigest(ChecksumAlgorithms.Name(_algorithm));
    }

    public void Dispose()
    {
        _sha256?.Dispose();
        _content?.Dispose();
    }

    private static bool IsBase64(string text, int bytes)
    {
        Span<byte> value = stackalloc byte[64];
        return text.Length <= 64 && Convert.TryFromBase64String(text, value, out var written) && written == bytes;
    }

    private void RequireValid(string value)
    {
        if (!IsBase64(value, ChecksumAlgorithms.Length(_algorithm)))
        {
            throw S3Errors.InvalidRequest($"Value for {ChecksumAlgorithms.Header(_algorithm)} header is invalid.");
        }
    }
}
