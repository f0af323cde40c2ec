using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>ListObjects, version 1: prefix, delimiter, paging by marker (NextMarker only with a delimiter, as in S3), encoding-type.</summary>
internal sealed class ListObjects : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket);

    public Task ExecuteAsync(S3Call call)
    {
        var listing = new Listing(call, "max-keys");
        var marker = call.Query("marker") ?? "";
        var bucket = call.Bucket;
        var page = bucket.List(listing.Prefix, listing.Delimiter, listing.After(marker), listing.Limit);
        call.Response.Headers["x-amz-bucket-region"] = bucket.Info.Region;
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("ListBucketResult", S3Xml.Namespace);
            listing.WriteHead(xml, bucket.Info.Name, rawPrefix: true);
            xml.WriteElementString("Marker", listing.Encoded(marker));
            xml.WriteElementString("IsTruncated", page.Next is null ? "false" : "true");
            Listing.WriteIfSet(xml, "NextMarker", page.Next is null || listing.Delimiter is null ? null : listing.Encoded(page.Next.Key));
            foreach (var item in page.Objects)
            {
                listing.WriteObject(xml, item, call.Caller.IsAnonymous ? null : BucketAccess.Of(bucket.Info).OwnerId);
            }
            listing.WritePrefixes(xml, page.CommonPrefixes);
            xml.WriteEndElement();
        });
    }
}
