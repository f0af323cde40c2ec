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
        var region = configuration?.Text("LocationConstraint") is { Length: > 0 } constraint ? constraint : AwsCall.DefaultRegion;
        if (region == "EU")
        {
            region = "eu-west-1";
        }
        var (bucket, created) = state.Create(call.BucketName, region, call.Caller.Account!);
        if (bucket.Info.Owner != call.Caller.Account)
        {
            throw S3Errors.BucketAlreadyExists(call.BucketName);
        }
        if (!created && (bucket.Info.Region != AwsCall.DefaultRegion || region != AwsCall.DefaultRegion))
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
            bucket.Configure(info => info with { LocksObjects = locks, Acl = acl, HasDefaultBlock = true, HasDefaultOwnership = chosen.Count == 0, Versioning = locks ? VersioningState.Enabled : VersioningState.Off, Documents = documents });
        }
        call.Response.Headers.Location = region == AwsCall.DefaultRegion ? $"/{call.BucketName}" : $"http://{call.BucketName}.s3.amazonaws.com/";
        call.Response.Headers["x-amz-bucket-arn"] = $"arn:aws:s3:::{call.BucketName}";
    }

    private static string OwnershipControls(string ownership)
        => $"<OwnershipControls xmlns=\"{S3Xml.Namespace}\"><Rule><ObjectOwnership>{ownership}</ObjectOwnership></Rule></OwnershipControls>";
}
