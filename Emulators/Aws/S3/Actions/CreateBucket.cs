using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// CreateBucket. Creating one's own bucket again succeeds in us-east-1 and is BucketAlreadyOwnedByYou elsewhere, as in S3.
/// The endpoint serves every region, so a bucket without a location constraint lies in us-east-1 whatever the request was
/// signed for. ACLs are not emulated.
/// </summary>
internal sealed class CreateBucket(S3State state) : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Bucket);

    public async Task ExecuteAsync(S3Call call)
    {
        ObjectHeaders.RefuseUnsupported(call);
        var locks = string.Equals(call.Header("x-amz-bucket-object-lock-enabled"), "true", StringComparison.OrdinalIgnoreCase);
        var ownership = call.Header("x-amz-object-ownership") ?? "BucketOwnerEnforced";
        if (ownership is not ("BucketOwnerEnforced" or "BucketOwnerPreferred" or "ObjectWriter"))
        {
            throw S3Errors.InvalidArgument("Invalid x-amz-object-ownership header", "x-amz-object-ownership", ownership);
        }
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
        var (bucket, created) = state.Create(call.BucketName, region);
        if (!created && (bucket.Info.Region != AwsCall.DefaultRegion || region != AwsCall.DefaultRegion))
        {
            throw S3Errors.BucketAlreadyOwnedByYou(call.BucketName);
        }
        if (created)
        {
            var documents = new Dictionary<string, string>(StringComparer.Ordinal) { ["ownershipControls"] = OwnershipControls(ownership) };
            bucket.Configure(info => info with { LocksObjects = locks, Versioning = locks ? VersioningState.Enabled : VersioningState.Off, Documents = documents });
        }
        call.Response.Headers.Location = $"/{call.BucketName}";
        call.Response.Headers["x-amz-bucket-arn"] = $"arn:aws:s3:::{call.BucketName}";
    }

    private static string OwnershipControls(string ownership)
        => $"<OwnershipControls xmlns=\"{S3Xml.Namespace}\"><Rule><ObjectOwnership>{ownership}</ObjectOwnership></Rule></OwnershipControls>";
}
