using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// CompleteMultipartUpload: the named parts, in ascending order, all but the last of at least 5 MiB, become the object. Its ETag is the MD5 of the parts' MD5s, a dash,
/// and their number. A kill in the midst leaves the upload, so that completing it can be tried again.
/// </summary>
internal sealed class CompleteMultipartUpload(S3State state, ObjectEvents events) : IS3Action
{
    private const long SmallestPart = 5L << 20;

    public S3Route Route { get; } = new("POST", S3Level.Object, "uploadId");

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var id = call.Query("uploadId")!;
        var document = await S3Xml.ReadAsync(call, ofObject: true);
        await PoolThread.Switch();
        if (bucket.FindUpload(call.Key, id) is not var (upload, kept))
        {
            // A client that did not get the answer asks again.
            await AnswerAsync(call, bucket.Info, bucket.Find(call.Key) is { } done && done.UploadId == id ? done : throw S3Errors.NoSuchUpload(id));
            return;
        }
        if (document is null)
        {
            throw S3Errors.InvalidRequest("You must specify at least one part");
        }
        if (document.Name.LocalName != "CompleteMultipartUpload")
        {
            throw S3Errors.MalformedXml();
        }
        var parts = Choose(document, kept, upload);
        if (call.Header("x-amz-mp-object-size") is { } size && size != parts.Sum(static part => part.Size).ToString(CultureInfo.InvariantCulture))
        {
            throw S3Errors.InvalidRequest($"The provided 'x-amz-mp-object-size' header value {size} does not match what was computed: {parts.Sum(static part => part.Size)}");
        }
        var condition = ObjectHeaders.ReadPrecondition(call);
        if (condition.IfMatch is { } match && bucket.Find(call.Key) is { IsDeleteMarker: false } current && current.ETag == match && current.Sequence > upload.Sequence)
        {
            // The same content, but written since the upload began.
            throw new AwsException(409, "ConditionalRequestConflict", "The conditional request cannot succeed due to a conflicting operation against this resource.") { Details = [("Condition", "If-Match"), ("Key", call.Key)] };
        }
        using var content = state.Files.Begin();
        var info = Assemble(bucket, upload, parts, content);
        if (call.Header(ChecksumAlgorithms.Header(upload.ChecksumAlgorithm)) is { } expected && expected != info.Checksum && expected != info.Checksum.Split('-')[0])
        {
            throw S3Errors.BadDigest(ChecksumAlgorithms.Name(upload.ChecksumAlgorithm));
        }
        info = PutObject.Store(bucket, info, content, condition);
        bucket.EndUpload(id);
        events.Raise(call, bucket.Info, "ObjectCreated:CompleteMultipartUpload", info);
        await AnswerAsync(call, bucket.Info, info);
    }

    private static Task AnswerAsync(S3Call call, BucketInfo bucket, ObjectInfo info)
    {
        ObjectHeaders.WriteVersion(call, info, isUpload: true);
        Lifecycle.ExpirationHeader.Write(call, info);
        ObjectHeaders.WriteEncryption(call.Response, info.Headers);
        CustomerKeys.Write(call.Response, info.CustomerKeyMd5);
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("CompleteMultipartUploadResult", S3Xml.Namespace);
            xml.WriteElementString("Location", $"{call.Request.Scheme}://{call.Request.Host}/{bucket.Name}/{AwsUriEncoding.Encode(call.Key, keepSlash: true)}");
            xml.WriteElementString("Bucket", bucket.Name);
            xml.WriteElementString("Key", call.Key);
            xml.WriteElementString("ETag", $"\"{info.ETag}\"");
            xml.WriteElementString(ChecksumAlgorithms.Element(info.ChecksumAlgorithm), info.Checksum);
            xml.WriteElementString("ChecksumType", ObjectHeaders.ChecksumType(info.CompositeChecksum));
            xml.WriteEndElement();
        });
    }

    private static List<PartInfo> Choose(XElement document, IReadOnlyList<PartInfo> kept, UploadInfo upload)
    {
        var parts = new List<PartInfo>();
        PartInfo? wrong = null;
        foreach (var element in document.Children("Part"))
        {
            if (!int.TryParse(element.Text("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || element.Text("ETag") is not { } tag)
            {
                throw S3Errors.MalformedXml();
            }
            if (parts.Count > 0 && number <= parts[^1].Number)
            {
                throw S3Errors.InvalidPartOrder(upload.Id);
            }
            var part = kept.FirstOrDefault(part => part.Number == number);
            if (part is null || part.ETag != tag.Trim('"'))
            {
                throw S3Errors.InvalidPart(upload.Id, number, tag.Trim('"'));
            }
            wrong = element.Text(ChecksumAlgorithms.Element(upload.ChecksumAlgorithm)) is { } checksum && checksum != part.Checksum ? part : wrong;
            parts.Add(part);
        }
        if (wrong is not null)
        {
            throw S3Errors.InvalidPart(upload.Id, wrong.Number, wrong.ETag);
        }
        if (parts.Count == 0)
        {
            throw S3Errors.MalformedXml();
        }
        return parts.SkipLast(1).FirstOrDefault(static part => part.Size < SmallestPart) is { } small ? throw S3Errors.EntityTooSmall(small.Number, small.ETag, small.Size, SmallestPart) : parts;
    }

    private ObjectInfo Assemble(Bucket bucket, UploadInfo upload, List<PartInfo> parts, PendingObject content)
    {
        using var whole = ChecksumAlgorithms.Create(upload.ChecksumAlgorithm);
        foreach (var part in parts)
        {
            using var reading = bucket.OpenPart(upload.Id, part.Number) ?? throw S3Errors.NoSuchUpload(upload.Id);
            ContentCopy.Run(reading, part.Size, piece =>
            {
                content.Write(piece);
                if (!upload.CompositeChecksum)
                {
                    whole.Append(piece);
                }
            });
            if (upload.CompositeChecksum)
            {
                whole.Append(Convert.FromBase64String(part.Checksum));
            }
        }
#pragma warning disable CA5351 // The ETag of S3 is an MD5.
        var tag = MD5.HashData([.. parts.SelectMany(static part => Convert.FromHexString(part.ETag))]);
#pragma warning restore CA5351
        return new ObjectInfo
        {
            Key = upload.Key,
            Size = parts.Sum(static part => part.Size),
            ETag = $"{Convert.ToHexStringLower(tag)}-{parts.Count}",
            LastModified = state.Now(),
            Headers = upload.Headers,
            Metadata = upload.Metadata,
            Tags = upload.Tags,
            UploadId = upload.Id,
            Lock = upload.Lock,
            Owner = upload.ObjectOwner,
            Acl = upload.Acl,
            CustomerKeyMd5 = upload.CustomerKeyMd5,
            ChecksumAlgorithm = upload.ChecksumAlgorithm,
            Checksum = upload.CompositeChecksum ? $"{whole.Finish()}-{parts.Count}" : whole.Finish(),
            CompositeChecksum = upload.CompositeChecksum,
            Parts = [.. parts.Select(static (part, i) => part with { Number = i + 1 })],
            StorageClass = upload.StorageClass,
            Sequence = state.NextSequence(),
        };
    }
}
