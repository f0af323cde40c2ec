using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>CreateMultipartUpload: what the object will be; checksums of the whole (FULL_OBJECT, the CRCs) or of the parts' checksums (COMPOSITE).</summary>
internal sealed class CreateMultipartUpload(S3State state) : IS3Action
{
    public S3Route Route { get; } = new("POST", S3Level.Object, "uploads");

    public Task ExecuteAsync(S3Call call)
    {
        ObjectHeaders.RefuseUnsupported(call);
        var bucket = call.Bucket;
        var (algorithm, chosen) = Algorithm(call);
        var (owner, acl) = AclWrites.ForNew(call, bucket.Info);
        var upload = new UploadInfo
        {
            Id = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"),
            Key = call.Key,
            Initiated = state.Now(),
            Headers = ObjectHeaders.ReadKept(call),
            Metadata = ObjectHeaders.ReadMetadata(call),
            Tags = ObjectTags.ReadHeader(call),
            StorageClass = call.Header("x-amz-storage-class") ?? "STANDARD",
            ChecksumAlgorithm = algorithm,
            ChecksumChosen = chosen,
            CompositeChecksum = IsComposite(call, algorithm),
            Sequence = state.NextSequence(),
            Owner = call.Caller.CanonicalId,
            ObjectOwner = owner,
            Acl = acl,
            Lock = ObjectLocks.Read(call, bucket.Info, state.Now()),
            CustomerKeyMd5 = CustomerKeys.Read(call),
        };
        bucket.Begin(upload);
        ObjectHeaders.WriteEncryption(call.Response, upload.Headers);
        CustomerKeys.Write(call.Response, upload.CustomerKeyMd5);
        if (chosen)
        {
            call.Response.Headers["x-amz-checksum-algorithm"] = ChecksumAlgorithms.Name(algorithm);
            call.Response.Headers["x-amz-checksum-type"] = ObjectHeaders.ChecksumType(upload.CompositeChecksum);
        }
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("InitiateMultipartUploadResult", S3Xml.Namespace);
            xml.WriteElementString("Bucket", bucket.Info.Name);
            xml.WriteElementString("Key", call.Key);
            xml.WriteElementString("UploadId", upload.Id);
            xml.WriteEndElement();
        });
    }

    private static (ChecksumAlgorithm Algorithm, bool Chosen) Algorithm(S3Call call) =>
        call.Header("x-amz-checksum-algorithm") is not { } name ? (ChecksumAlgorithm.Crc64Nvme, false)
        : ChecksumAlgorithms.Parse(name) is { } algorithm ? (algorithm, true)
        : throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");

    /// <summary>The kinds that go together (Amazon S3 user guide, "Checking object integrity"): CRC64NVME only of the whole, SHAs only of the parts.</summary>
    private static bool IsComposite(S3Call call, ChecksumAlgorithm algorithm)
    {
        var type = call.Header("x-amz-checksum-type")?.ToUpperInvariant();
        if (type is not null && call.Header("x-amz-checksum-algorithm") is null)
        {
            throw S3Errors.InvalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        }
        var (whole, composite) = (algorithm is not (ChecksumAlgorithm.Sha1 or ChecksumAlgorithm.Sha256), algorithm != ChecksumAlgorithm.Crc64Nvme);
        return type switch
        {
            null => composite,
            "COMPOSITE" when composite => true,
            "FULL_OBJECT" when whole => false,
            _ => throw S3Errors.InvalidRequest($"The {type} checksum type cannot be used with the {ChecksumAlgorithms.Name(algorithm).ToLowerInvariant()} checksum algorithm."),
        };
    }
}
