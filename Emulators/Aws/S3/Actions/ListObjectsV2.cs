using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>ListObjectsV2: prefix, delimiter, paging by token or start-after, encoding-type, fetch-owner.</summary>
internal sealed class ListObjectsV2 : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, "list-type");

    public Task ExecuteAsync(S3Call call)
    {
        if (call.Query("list-type") is var type && type != "2")
        {
            throw S3Errors.InvalidArgument("Invalid List Type specified in Request", "list-type", type!);
        }
        var listing = new Listing(call, "max-keys");
        var token = call.Query("continuation-token");
        if (token?.Length == 0)
        {
            throw new AwsException(400, "InvalidArgument", "The continuation token provided is incorrect") { Details = [("ArgumentName", "continuation-token")] };
        }
        var startAfter = call.Query("start-after");
        var position = !string.IsNullOrEmpty(token) ? ContinuationToken.Decode(token)
            : string.IsNullOrEmpty(startAfter) ? null
            : new ListPosition(startAfter, IsPrefix: false);
        var bucket = call.Bucket;
        var page = bucket.List(listing.Prefix, listing.Delimiter, position, listing.Limit);
        var owner = call.Query("fetch-owner") == "true";
        call.Response.Headers["x-amz-bucket-region"] = bucket.Info.Region;
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("ListBucketResult", S3Xml.Namespace);
            listing.WriteHead(xml, bucket.Info.Name);
            xml.WriteElementString("KeyCount", $"{page.Objects.Count + page.CommonPrefixes.Count}");
            xml.WriteElementString("IsTruncated", page.Next is null ? "false" : "true");
            Listing.WriteIfSet(xml, "StartAfter", startAfter is null || token is not null ? null : listing.Encoded(startAfter));
            Listing.WriteIfSet(xml, "ContinuationToken", token);
            Listing.WriteIfSet(xml, "NextContinuationToken", page.Next is null ? null : ContinuationToken.Encode(page.Next));
            foreach (var item in page.Objects)
            {
                listing.WriteObject(xml, item, owner ? BucketAccess.Of(bucket.Info).OwnerId : null);
            }
            listing.WritePrefixes(xml, page.CommonPrefixes);
            xml.WriteEndElement();
        });
    }
}
