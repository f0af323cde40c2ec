using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>CopyObject within this endpoint, with the metadata of the source or (REPLACE) of the request, tags likewise, any version of the source, and the source's conditions.</summary>
internal sealed class CopyObject(S3State state, ObjectEvents events) : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Object, S3Route.CopySource);

    public async Task ExecuteAsync(S3Call call)
    {
        ObjectHeaders.RefuseUnsupported(call);
        var bucket = call.Bucket;
        var from = CopySource.Of(call);
        var directive = call.Header("x-amz-metadata-directive") ?? "COPY";
        if (directive is not ("COPY" or "REPLACE"))
        {
            throw S3Errors.InvalidArgument("Unknown metadata directive.", "x-amz-metadata-directive", directive);
        }
        if (from.Bucket == call.BucketName && from.Key == call.Key && from.VersionId is null && directive == "COPY" && !ChangesItself(call))
        {
            throw S3Errors.InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, "
                + "website redirect location or encryption attributes.");
        }
        var (source, content) = from.Open(call, state);
        await using var reading = content;
        using var copy = state.Files.Begin();
        var info = Copy(call, source, content, copy, replace: directive == "REPLACE");
        info = PutObject.Store(bucket, info, copy, ObjectHeaders.ReadPrecondition(call));
        events.Raise(call, bucket.Info, "ObjectCreated:Copy", info);
        ObjectHeaders.WriteVersion(call, info);
        Lifecycle.ExpirationHeader.Write(call, info);
        ObjectHeaders.WriteEncryption(call.Response, info.Headers);
        CustomerKeys.Write(call.Response, info.CustomerKeyMd5);
        if (source.VersionId != ObjectInfo.Unversioned)
        {
            call.Response.Headers["x-amz-copy-source-version-id"] = source.VersionId;
        }
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

    /// <summary>A copy onto itself must change something.</summary>
    private static bool ChangesItself(S3Call call)
        => call.Header("x-amz-storage-class") is not null || call.Header("x-amz-website-redirect-location") is not null || call.Bucket.Info.Documents.ContainsKey("encryption")
            || call.OwnHeaders.Any(static header => header.Key.StartsWith("x-amz-server-side-encryption", StringComparison.OrdinalIgnoreCase));

    private ObjectInfo Copy(S3Call call, ObjectInfo source, Stream content, PendingObject copy, bool replace)
    {
        var algorithm = source.ChecksumAlgorithm;
        if (call.Header("x-amz-checksum-algorithm") is { } name)
        {
            algorithm = ChecksumAlgorithms.Parse(name)
                ?? throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
        }
        using var digests = new ContentDigests(algorithm);
        ContentCopy.Run(content, source.Size, piece =>
        {
            copy.Write(piece);
            digests.Append(piece);
        });
        var (owner, acl) = AclWrites.ForNew(call, call.Bucket.Info);
        return source with
        {
            Key = call.Key,
            LastModified = state.Now(),
            Headers = replace ? ObjectHeaders.ReadKept(call) : ObjectHeaders.ReadEncryptionOver(call, source.Headers),
            Metadata = replace ? ObjectHeaders.ReadMetadata(call) : source.Metadata,
            ChecksumAlgorithm = algorithm,
            Checksum = digests.Checksum(),
            CompositeChecksum = false,
            Parts = null,
            UploadId = null,
            RestoredUntil = null,
            ETag = digests.Md5(),
            Tags = call.Header("x-amz-tagging-directive") == "REPLACE" ? ObjectTags.ReadHeader(call) : source.Tags,
            StorageClass = call.Header("x-amz-storage-class") ?? "STANDARD",
            Owner = owner,
            Acl = acl,
            Lock = ObjectLocks.Read(call, call.Bucket.Info, state.Now()),
            CustomerKeyMd5 = CustomerKeys.Read(call),
            Sequence = state.NextSequence(),
        };
    }
}
