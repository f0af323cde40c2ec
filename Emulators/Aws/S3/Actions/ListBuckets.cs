using System.Globalization;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>ListBuckets: by prefix and region, in pages where <c>max-buckets</c> is given.</summary>
internal sealed class ListBuckets(S3State state) : IS3Action
{
    private const int MostBuckets = 10_000;

    public S3Route Route { get; } = new("GET", S3Level.Service);

    public Task ExecuteAsync(S3Call call)
    {
        var limit = MostBuckets;
        if (call.Query("max-buckets") is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostBuckets))
        {
            throw S3Errors.InvalidArgument("max-buckets must be a number from 1 to 10000", "max-buckets", text);
        }
        var prefix = call.Query("prefix") ?? "";
        var after = call.Query("continuation-token") is { Length: > 0 } token ? ContinuationToken.Decode(token).Key : "";
        var region = call.Query("bucket-region");
        if (region is not null && !Regions.IsKnown(region))
        {
            throw new AwsException(400, "InvalidArgument", $"Argument value {region} is not a valid AWS Region") { Details = [("ArgumentName", "bucket-region")] };
        }
        var buckets = state.Buckets
            .Where(bucket => bucket.Info.Owner == call.Caller.Account && bucket.Info.Name.StartsWith(prefix, StringComparison.Ordinal)
                && string.CompareOrdinal(bucket.Info.Name, after) > 0 && (region is null || bucket.Info.Region == region))
            .Take(limit + 1)
            .ToList();
        var next = buckets.Count > limit ? ContinuationToken.Encode(new ListPosition(buckets[limit - 1].Info.Name, IsPrefix: false)) : null;
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("ListAllMyBucketsResult", S3Xml.Namespace);
            Listing.WriteOwner(xml, call.Caller.CanonicalId);
            xml.WriteStartElement("Buckets");
            foreach (var bucket in buckets.Take(limit))
            {
                xml.WriteStartElement("Bucket");
                xml.WriteElementString("Name", bucket.Info.Name);
                xml.WriteElementString("CreationDate", S3Xml.Time(bucket.Info.Created));
                xml.WriteElementString("BucketRegion", bucket.Info.Region);
                xml.WriteElementString("BucketArn", $"arn:aws:s3:::{bucket.Info.Name}");
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
            Listing.WriteIfSet(xml, "ContinuationToken", next);
            Listing.WriteIfSet(xml, "Prefix", prefix.Length > 0 ? prefix : null);
            xml.WriteEndElement();
        });
    }
}
