using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// CreateBucket. Creating one's own bucket again succeeds in us-east-1 and is BucketAlreadyOwnedByYou elsewhere, as in S3.
/// The endpoint serves every region, so a bucket without a location constraint lies in us-east-1 whatever the request was
/// signed for.
/// </summary>
internal sealed class CreateBucket(S3State state, AwsOptions options) : IS3Action
{
    private const string ReservedTag = "User-defined tag keys can't start with \"aws:\". This prefix is reserved for system tags. Remove \"aws:\" from your tag keys and try again.";

    public S3Route Route { get; } = new("PUT", S3Level.Bucket);

    public async Task ExecuteAsync(S3Call call)
    {
        ObjectHeaders.RefuseUnsupported(call);
        var locks = string.Equals(call.Header("x-amz-bucket-object-lock-enabled"), "true", StringComparison.OrdinalIgnoreCase);
        var ownership = call.Request.Headers.TryGetValue("x-amz-object-ownership", out var chosen) ? chosen.ToString() : options.ObjectOwnership;
        var kind = BucketAccess.Parse(ownership)
            ?? throw new AwsException(400, "InvalidArgument", $"Invalid x-amz-object-ownership header: {ownership}") { Details = [("ArgumentName", "x-amz-object-ownership")] };
        var acl = AclWrites.ForBucket(call, kind);
        var configuration = await S3Xml.ReadAsync(call);
        if (!BucketName.IsValid(call.BucketName))
        {
            throw S3Errors.InvalidBucketName(call.BucketName);
        }
        if (configuration is not null && configuration.Name.LocalName != "CreateBucketConfiguration")
        {
            throw S3Errors.MalformedXml();
        }
        var tags = ObjectTags.OfBucket(configuration?.Children("Tags").FirstOrDefault(), ReservedTag);
        var constraint = configuration?.Text("LocationConstraint") is { Length: > 0 } given ? given : null;
        var region = constraint is null ? AwsCall.DefaultRegion : Regions.Require(constraint, call.Aws.Region);
        var (bucket, created) = state.Create(call.BucketName, region, call.Caller.Account!);
        if (bucket.Info.Owner != call.Caller.Account)
        {
            throw S3Errors.BucketAlreadyExists(call.BucketName);
        }
        if (!created && (tags.Count > 0 || bucket.Info.Region != AwsCall.DefaultRegion || region != AwsCall.DefaultRegion))
        {
            throw S3Errors.BucketAlreadyOwnedByYou(call.BucketName);
        }
        if (!created)
        {
            // For the sake of the oldest clients: it is as if it were made anew.
            bucket.Configure(info => info with { Acl = acl });
        }
        if (created)
        {
            var documents = new Dictionary<string, string>(StringComparer.Ordinal) { ["ownershipControls"] = OwnershipControls(ownership) };
            if (tags.Count > 0)
            {
                documents["tagging"] = Tagging(tags);
            }
            bucket.Configure(info => info with { IsEu = constraint == Regions.Eu, LocksObjects = locks, Acl = acl, HasDefaultBlock = true, HasDefaultOwnership = chosen.Count == 0, Versioning = locks ? VersioningState.Enabled : VersioningState.Off, Documents = documents });
        }
        call.Response.Headers.Location = region == AwsCall.DefaultRegion ? $"/{call.BucketName}" : $"http://{call.BucketName}.s3.amazonaws.com/";
        call.Response.Headers["x-amz-bucket-arn"] = $"arn:aws:s3:::{call.BucketName}";
    }

    private static string Tagging(IReadOnlyDictionary<string, string> tags)
    {
        XNamespace space = S3Xml.Namespace;
        var set = new XElement(space + "TagSet", tags.Select(tag => new XElement(space + "Tag", new XElement(space + "Key", tag.Key), new XElement(space + "Value", tag.Value))));
        return new XElement(space + "Tagging", set).ToString(SaveOptions.DisableFormatting);
    }

    private static string OwnershipControls(string ownership)
        => $"<OwnershipControls xmlns=\"{S3Xml.Namespace}\"><Rule><ObjectOwnership>{ownership}</ObjectOwnership></Rule></OwnershipControls>";
}
