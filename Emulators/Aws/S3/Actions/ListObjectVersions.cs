using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>ListObjectVersions: versions and delete markers, keys in order and the newest of each first; prefix, delimiter, paging by key-marker and version-id-marker.</summary>
internal sealed class ListObjectVersions : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, "versions");

    public Task ExecuteAsync(S3Call call)
    {
        var listing = new Listing(call, "max-keys");
        var (marker, version) = (call.Query("key-marker") ?? "", call.Query("version-id-marker") is { Length: > 0 } id ? id : null);
        if (version is not null && marker.Length == 0)
        {
            throw S3Errors.InvalidArgument("A version-id marker cannot be specified without a key marker.", "version-id-marker", version);
        }
        var bucket = call.Bucket;
        var page = bucket.ListVersions(listing.Prefix, listing.Delimiter, version is null ? listing.After(marker) : new ListPosition(marker, IsPrefix: false), version, listing.Limit);
        var owner = BucketAccess.Of(bucket.Info).OwnerId;
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("ListVersionsResult", S3Xml.Namespace);
            listing.WriteHead(xml, bucket.Info.Name);
            xml.WriteElementString("KeyMarker", listing.Encoded(marker));
            xml.WriteElementString("VersionIdMarker", version ?? "");
            xml.WriteElementString("IsTruncated", page.Next is null ? "false" : "true");
            Listing.WriteIfSet(xml, "NextKeyMarker", page.Next is null ? null : listing.Encoded(page.Next.Key));
            Listing.WriteIfSet(xml, "NextVersionIdMarker", page.NextVersion);
            foreach (var (item, newest) in page.Versions)
            {
                xml.WriteStartElement(item.IsDeleteMarker ? "DeleteMarker" : "Version");
                xml.WriteElementString("Key", listing.Encoded(item.Key));
                xml.WriteElementString("VersionId", item.VersionId);
                xml.WriteElementString("IsLatest", newest ? "true" : "false");
                Listing.WriteProperties(xml, item);
                Listing.WriteOwner(xml, item.Owner ?? owner);
                if (!item.IsDeleteMarker)
                {
                    xml.WriteElementString("StorageClass", item.StorageClass);
                }
                xml.WriteEndElement();
            }
            listing.WritePrefixes(xml, page.CommonPrefixes);
            xml.WriteEndElement();
        });
    }
}
