using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.Access;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>ListParts: the parts of an upload by number, in pages.</summary>
internal sealed class ListParts : IS3Action
{
    private const int Most = 1000;

    public S3Route Route { get; } = new("GET", S3Level.Object, "uploadId");

    public Task ExecuteAsync(S3Call call)
    {
        var id = call.Query("uploadId")!;
        var bucket = call.Bucket;
        var (upload, parts) = bucket.FindUpload(call.Key, id) ?? throw S3Errors.NoSuchUpload(id);
        var (after, limit) = (call.Number("part-number-marker", 0), Math.Min(call.Number("max-parts", Most), Most));
        var page = parts.Where(part => part.Number > after).Take(limit).ToList();
        var owner = BucketAccess.Of(bucket.Info).OwnerId;
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("ListPartsResult", S3Xml.Namespace);
            xml.WriteElementString("Bucket", bucket.Info.Name);
            xml.WriteElementString("Key", upload.Key);
            xml.WriteElementString("UploadId", id);
            Listing.WriteOwner(xml, upload.Owner ?? owner, "Initiator");
            Listing.WriteOwner(xml, upload.ObjectOwner ?? owner);
            xml.WriteElementString("StorageClass", upload.StorageClass);
            xml.WriteElementString("PartNumberMarker", $"{after}");
            xml.WriteElementString("NextPartNumberMarker", $"{(page.Count > 0 ? page[^1].Number : 0)}");
            xml.WriteElementString("MaxParts", $"{limit}");
            xml.WriteElementString("IsTruncated", page.Count > 0 && page[^1].Number < parts[^1].Number ? "true" : "false");
            if (upload.ChecksumChosen)
            {
                xml.WriteElementString("ChecksumAlgorithm", ChecksumAlgorithms.Name(upload.ChecksumAlgorithm));
                xml.WriteElementString("ChecksumType", ObjectHeaders.ChecksumType(upload.CompositeChecksum));
            }
            foreach (var part in page)
            {
                xml.WriteStartElement("Part");
                xml.WriteElementString("PartNumber", $"{part.Number}");
                xml.WriteElementString("LastModified", S3Xml.Time(upload.Initiated));
                xml.WriteElementString("ETag", $"\"{part.ETag}\"");
                xml.WriteElementString("Size", $"{part.Size}");
                Listing.WriteIfSet(xml, ChecksumAlgorithms.Element(upload.ChecksumAlgorithm), upload.ChecksumChosen ? part.Checksum : null);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        });
    }
}
