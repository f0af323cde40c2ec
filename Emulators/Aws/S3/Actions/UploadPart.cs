using System.Globalization;
using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>UploadPart and, with a copy source, UploadPartCopy: part 1 to 10,000, up to 5 GiB, in place of an earlier one of its number.</summary>
internal sealed class UploadPart(S3State state) : IS3Action
{
    private const int HighestNumber = 10_000;

    public S3Route Route { get; } = new("PUT", S3Level.Object, "uploadId");

    public bool IsBrief => true;

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var id = call.Query("uploadId")!;
        var (upload, _) = bucket.FindUpload(call.Key, id) ?? throw S3Errors.NoSuchUpload(id);
        if (!int.TryParse(call.Query("partNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > HighestNumber)
        {
            throw S3Errors.InvalidArgument($"Part number must be an integer between 1 and {HighestNumber}, inclusive", "partNumber", call.Query("partNumber") ?? "");
        }
        CustomerKeys.RequireOfPart(call, upload.CustomerKeyMd5);
        using var content = state.Files.Begin(S3Payload.Announced(call) ?? 0);
        if (call.Header(S3Route.CopySource) is not null)
        {
            await CopyAsync(call, bucket, upload, number, content);
            return;
        }
        var received = await S3Payload.ReceiveAsync(call, content.Write, PutObject.LargestObject, fallback: upload.ChecksumAlgorithm);
        if (upload.ChecksumChosen && received.Algorithm != upload.ChecksumAlgorithm)
        {
            throw S3Errors.InvalidRequest(
                $"Checksum Type mismatch occurred, expected checksum Type: {Name(upload.ChecksumAlgorithm)}, actual checksum Type: {Name(received.Algorithm)}");
        }
        var part = new PartInfo(number, received.Length, received.Md5, received.Checksum);
        Store(bucket, upload, part, content);
        call.Response.Headers.ETag = $"\"{part.ETag}\"";
        call.Response.Headers[ChecksumAlgorithms.Header(received.Algorithm)] = received.Checksum;
        ObjectHeaders.WriteEncryption(call.Response, upload.Headers);
        CustomerKeys.Write(call.Response, upload.CustomerKeyMd5);
    }

    private static ByteRange RangeOf(string header, long size)
    {
        const string Unit = "bytes=";
        var ends = header.StartsWith(Unit, StringComparison.Ordinal) ? header[Unit.Length..].Split('-') : [];
        if (ends.Length != 2 || !long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || !long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < first)
        {
            throw S3Errors.InvalidArgument("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy", "x-amz-copy-source-range", header);
        }
        return first >= size ? throw S3Errors.InvalidRequest("The specified copy range is invalid for the source object size")
            : last >= size ? throw S3Errors.InvalidArgument($"Range specified is not valid for source object of size: {size}", "x-amz-copy-source-range", header)
            : new ByteRange(first, last - first + 1);
    }

    private static string Name(ChecksumAlgorithm algorithm) => ChecksumAlgorithms.Name(algorithm).ToLowerInvariant();

    private static void Store(Bucket bucket, UploadInfo upload, PartInfo part, PendingObject content)
    {
        if (!bucket.PutPart(upload.Id, part, content))
        {
            throw S3Errors.NoSuchUpload(upload.Id);
        }
    }

    private async Task CopyAsync(S3Call call, Bucket bucket, UploadInfo upload, int number, PendingObject content)
    {
        await PoolThread.Switch();
        var (source, stream) = CopySource.Of(call).Open(call, state);
        await using var reading = stream;
        var header = call.Header("x-amz-copy-source-range");
        var range = header is null ? new ByteRange(0, source.Size) : RangeOf(header, source.Size);
        using var digests = new ContentDigests(upload.ChecksumAlgorithm);
        stream.Position = range.First;
        ContentCopy.Run(stream, range.Length, piece =>
        {
            content.Write(piece);
            digests.Append(piece);
        });
        var part = new PartInfo(number, range.Length, digests.Md5(), digests.Checksum());
        Store(bucket, upload, part, content);
        ObjectHeaders.WriteEncryption(call.Response, upload.Headers);
        CustomerKeys.Write(call.Response, upload.CustomerKeyMd5);
        if (source.VersionId != ObjectInfo.Unversioned)
        {
            call.Response.Headers["x-amz-copy-source-version-id"] = source.VersionId;
        }
        await S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("CopyPartResult", S3Xml.Namespace);
            xml.WriteElementString("LastModified", S3Xml.Time(state.Now()));
            xml.WriteElementString("ETag", $"\"{part.ETag}\"");
            Listing.WriteIfSet(xml, ChecksumAlgorithms.Element(upload.ChecksumAlgorithm), upload.ChecksumChosen ? part.Checksum : null);
            xml.WriteEndElement();
        });
    }
}
