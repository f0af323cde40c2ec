using System.Globalization;
using System.IO.Pipelines;
using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.Signing;

namespace EventAi.Emulators.Aws.S3;

/// <summary>
/// A request's body: plain, or aws-chunked with or without signatures and trailing headers, as <c>x-amz-content-sha256</c>
/// says (Amazon S3 API reference, "Authenticating requests: using the authorization header").
/// </summary>
internal static class S3Payload
{
    /// <summary>Called for each piece as it arrives.</summary>
    public delegate void Sink(ReadOnlySpan<byte> piece);

    private const string HashHeader = "x-amz-content-sha256";
    private const string Unsigned = "UNSIGNED-PAYLOAD";
    private static readonly StreamPipeReaderOptions Chunks = new(bufferSize: 128 * 1024, leaveOpen: true);

    /// <summary>What stands for the payload in the canonical request.</summary>
    public static string HashForSignature(AwsCall call)
    {
        var value = call.Request.Headers[HashHeader].ToString();
        return value.Length > 0 ? value
            : call.Signature is { Presigned: true } ? call.Target["X-Amz-Content-Sha256"] ?? Unsigned
            : call.Signature is null or { IsVersion2: true } ? ""
            : throw S3Errors.InvalidRequest($"Missing required header for this request: {HashHeader}");
    }

    /// <summary>Takes the body in, piece by piece.</summary>
    /// <param name="call">The request.</param>
    /// <param name="sink">Gets the content.</param>
    /// <param name="limit">Most bytes of content.</param>
    /// <param name="lengthRequired">Whether the length must be told beforehand.</param>
    /// <param name="digestRequired">Whether the client must have given a digest of the body.</param>
    /// <param name="fallback">What is reckoned where the client gave no checksum.</param>
    /// <param name="ofObject">Whether checksums in the headers are those of an object, not of the body.</param>
    /// <exception cref="AwsException">The body is not what the request says.</exception>
    public static async Task<ReceivedBody> ReceiveAsync(S3Call call, Sink sink, long limit, bool lengthRequired = true, bool digestRequired = false, ChecksumAlgorithm fallback = ChecksumAlgorithm.Crc64Nvme, bool ofObject = false)
    {
        var (mode, announced) = (HashForSignature(call.Aws), Announced(call));
        if (announced is null && lengthRequired)
        {
            throw S3Errors.MissingContentLength();
        }
        if (announced > limit)
        {
            throw S3Errors.EntityTooLarge(announced.Value, limit);
        }
        using var digests = new BodyDigests(call, mode, fallback, ofObject);
        if (digestRequired && !digests.Given)
        {
            throw S3Errors.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }
        var chunked = IsStreaming(mode) ? Chunked(call, mode) : null;
        await using var _ = chunked;
        var body = chunked is null ? call.Request.BodyReader : PipeReader.Create(chunked, Chunks);
        var length = await CopyAsync(body, sink, digests, limit, call.Aws.Aborted);
        if (chunked is not null)
        {
            await body.CompleteAsync();
        }
        return announced is null || length == announced ? digests.Finish(length, chunked?.Trailers ?? []) : throw S3Errors.IncompleteBody();
    }

    /// <summary>Bytes of content that the request says it has; null where it does not.</summary>
    /// <exception cref="AwsException">InvalidArgument.</exception>
    public static long? Announced(S3Call call) => IsStreaming(HashForSignature(call.Aws)) ? DecodedLength(call) : call.Request.ContentLength;

    private static bool IsStreaming(string mode) => mode.StartsWith("STREAMING-", StringComparison.Ordinal);

    private static AwsChunkedStream Chunked(S3Call call, string mode)
    {
        var (signed, trailing) = mode switch
        {
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => (true, false),
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => (true, true),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => (false, true),
            _ => throw new AwsException(501, "NotImplemented", $"{HashHeader} {mode} is not implemented"),
        };
        var signatures = signed && call.SigningKey is not null ? new ChunkSignatures(call.SigningKey, call.Aws.Signature!) : null;
        return new AwsChunkedStream(call.Request.BodyReader, signed, trailing, signatures);
    }

    private static long? DecodedLength(S3Call call)
        => call.Header("x-amz-decoded-content-length") is not { } text ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length
            : throw S3Errors.InvalidArgument("The decoded content length is not a number.", "x-amz-decoded-content-length", text);

    private static async ValueTask<long> CopyAsync(PipeReader body, Sink sink, BodyDigests digests, long limit, CancellationToken cancellationToken)
    {
        var length = 0L;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            try
            {
                length += read.Buffer.Length;
                if (length > limit)
                {
                    throw S3Errors.EntityTooLarge(length, limit);
                }
                foreach (var piece in read.Buffer)
                {
                    digests.Append(piece.Span);
                    sink(piece.Span);
                }
            }
            finally
            {
                body.AdvanceTo(read.Buffer.End);
            }
            if (read.IsCompleted)
            {
                return length;
            }
        }
    }
}
