using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>CopyObject within this endpoint, with the metadata of the source or (REPLACE) of the request, and the source's conditions.</summary>
internal sealed class CopyObject(S3State state, ObjectEvents events) : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Object, S3Route.CopySource);

    public async Task ExecuteAsync(S3Call call)
    {
        ObjectHeaders.RefuseUnsupported(call);
        var bucket = call.Bucket;
        var (sourceBucket, sourceKey) = Source(call.Header(S3Route.CopySource)!);
        var directive = call.Header("x-amz-metadata-directive") ?? "COPY";
        if (directive is not ("COPY" or "REPLACE"))
        {
            throw S3Errors.InvalidArgument("Unknown metadata directive.", "x-amz-metadata-directive", directive);
        }
        if (sourceBucket == call.BucketName && sourceKey == call.Key && directive == "COPY" && call.Header("x-amz-storage-class") is null)
        {
            throw S3Errors.InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, "
                + "website redirect location or encryption attributes.");
        }
        var (source, content) = (state.Find(sourceBucket) ?? throw S3Errors.NoSuchBucket(sourceBucket)).Open(sourceKey) ?? throw S3Errors.NoSuchKey(sourceKey);
        await using var reading = content;
        if (Conditions.Evaluate(call, source, "x-amz-copy-source-") != ConditionOutcome.Proceed)
        {
            throw S3Errors.PreconditionFailed("x-amz-copy-source-If-*");
        }
        using var copy = state.Files.Begin();
        var info = Copy(call, source, content, copy, replace: directive == "REPLACE");
        PutObject.Store(bucket, info, copy, ObjectHeaders.ReadPrecondition(call));
        events.Raise(call, bucket.Info, "ObjectCreated:Copy", info);
        await S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("CopyObjectResult", S3Xml.Namespace);
            xml.WriteElementString("LastModified", S3Xml.Time(info.LastModified));
            xml.WriteElementString("ETag", $"\"{info.ETag}\"");
            xml.WriteElementString("ChecksumType", "FULL_OBJECT");
            xml.WriteElementString(ChecksumAlgorithms.Element(info.ChecksumAlgorithm), info.Checksum);
            xml.WriteEndElement();
        });
    }

    private ObjectInfo Copy(S3Call call, ObjectInfo source, Stream content, PendingObject copy, bool replace)
    {
        var algorithm = source.ChecksumAlgorithm;
        if (call.Header("x-amz-checksum-algorithm") is { } name)
        {
            algorithm = ChecksumAlgorithms.Parse(name)
                ?? throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
        }
        using var checksum = ChecksumAlgorithms.Create(algorithm);
        var piece = new byte[128 * 1024];
        for (var left = source.Size; left > 0;)
        {
            var read = content.Read(piece, 0, (int)Math.Min(piece.Length, left));
            if (read == 0)
            {
                throw new EndOfStreamException($"The content of {source.Key} is shorter than its size.");
            }
            copy.Write(piece.AsSpan(0, read));
            checksum.Append(piece.AsSpan(0, read));
            left -= read;
        }
        return source with
        {
            Key = call.Key,
            LastModified = state.Now(),
            Headers = replace ? ObjectHeaders.ReadKept(call) : source.Headers,
            Metadata = replace ? ObjectHeaders.ReadMetadata(call) : source.Metadata,
            ChecksumAlgorithm = algorithm,
            Checksum = checksum.Finish(),
            StorageClass = call.Header("x-amz-storage-class") ?? "STANDARD",
            Sequence = state.NextSequence(),
        };
    }

    private static (string Bucket, string Key) Source(string header)
    {
        var question = header.IndexOf('?');
        if (question >= 0 && header[question..] != "?versionId=null")
        {
            throw S3Errors.NotImplemented("CopyObject of a version");
        }
        var path = AwsUriEncoding.Decode(question < 0 ? header : header[..question])?.TrimStart('/') ?? throw S3Errors.InvalidUri();
        var slash = path.IndexOf('/');
        return slash > 0 && slash < path.Length - 1
            ? (path[..slash], path[(slash + 1)..])
            : throw S3Errors.InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", S3Route.CopySource, header);
    }
}
