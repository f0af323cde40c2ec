using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>ListMultipartUploads: by key, then by their beginning; prefix, delimiter, paging by key-marker and upload-id-marker.</summary>
internal sealed class ListMultipartUploads : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, "uploads");

    public Task ExecuteAsync(S3Call call)
    {
        var listing = new Listing(call, "max-uploads");
        var (marker, idMarker) = (call.Query("key-marker") ?? "", call.Query("upload-id-marker") ?? "");
        var bucket = call.Bucket;
        var found = bucket.Uploads.Where(upload => upload.Key.StartsWith(listing.Prefix, StringComparison.Ordinal)).ToList();
        // A marker within what the delimiter makes one stands for all of it.
        var asked = marker;
        idMarker = marker.Length == 0 ? "" : idMarker;
        marker = idMarker.Length == 0 && marker.StartsWith(listing.Prefix, StringComparison.Ordinal) && PrefixOf(marker, listing) is { } within ? within : marker;
        // Behind the very upload that is named, or behind all of the key.
        var start = marker.Length == 0 ? 0
            : idMarker.Length > 0 && found.FindIndex(upload => upload.Key == marker && upload.Id == idMarker) is >= 0 and var at ? at + 1
            : found.FindIndex(upload => KeyOrder.Instance.Compare(upload.Key, marker) > 0 && !(listing.Delimiter is { } end && marker.EndsWith(end, StringComparison.Ordinal) && upload.Key.StartsWith(marker, StringComparison.Ordinal))) is >= 0 and var next ? next
            : found.Count;
        var entries = found.Skip(start).Select(upload => (Upload: upload, Prefix: PrefixOf(upload.Key, listing))).DistinctBy(static entry => entry.Prefix ?? entry.Upload.Id, StringComparer.Ordinal).ToList();
        var page = entries.Take(listing.Limit).ToList();
        var truncated = entries.Count > page.Count;
        var owner = BucketAccess.Of(bucket.Info).OwnerId;
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("ListMultipartUploadsResult", S3Xml.Namespace);
            listing.WriteHead(xml, bucket.Info.Name, "Bucket");
            xml.WriteElementString("KeyMarker", listing.Encoded(asked));
            xml.WriteElementString("UploadIdMarker", idMarker);
            xml.WriteElementString("IsTruncated", truncated ? "true" : "false");
            var last = truncated && page.Count > 0 ? page[^1] : page.LastOrDefault(static entry => entry.Prefix is null);
            xml.WriteElementString("NextKeyMarker", last.Upload is null ? "" : listing.Encoded(last.Prefix ?? last.Upload.Key));
            xml.WriteElementString("NextUploadIdMarker", last.Upload is null || last.Prefix is not null ? "" : last.Upload.Id);
            foreach (var (upload, _) in page.Where(static entry => entry.Prefix is null))
            {
                xml.WriteStartElement("Upload");
                xml.WriteElementString("Key", listing.Encoded(upload.Key));
                xml.WriteElementString("UploadId", upload.Id);
                Listing.WriteOwner(xml, upload.Owner ?? owner, "Initiator");
                Listing.WriteOwner(xml, upload.ObjectOwner ?? owner);
                xml.WriteElementString("StorageClass", upload.StorageClass);
                xml.WriteElementString("Initiated", S3Xml.Time(upload.Initiated));
                Listing.WriteIfSet(xml, "ChecksumAlgorithm", upload.ChecksumChosen ? ChecksumAlgorithms.Name(upload.ChecksumAlgorithm) : null);
                Listing.WriteIfSet(xml, "ChecksumType", upload.ChecksumChosen ? ObjectHeaders.ChecksumType(upload.CompositeChecksum) : null);
                xml.WriteEndElement();
            }
            listing.WritePrefixes(xml, page.Where(static entry => entry.Prefix is not null).Select(static entry => entry.Prefix!));
            xml.WriteEndElement();
        });
    }

    private static string? PrefixOf(string key, Listing listing) =>
        listing.Delimiter is { } delimiter && key.IndexOf(delimiter, listing.Prefix.Length, StringComparison.Ordinal) is >= 0 and var at ? key[..(at + delimiter.Length)] : null;
}
