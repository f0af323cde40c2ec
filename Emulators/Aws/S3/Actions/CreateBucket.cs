using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// CreateBucket. Creating one's own bucket again succeeds in us-east-1 and is BucketAlreadyOwnedByYou elsewhere, as in S3.
/// The endpoint serves every region, so a bucket without a location constraint lies in us-east-1 whatever the request was
/// signed for. Object lock and ACLs are not emulated.
/// </summary>
internal sealed class CreateBucket(S3State state) : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Bucket);

    public async Task ExecuteAsync(S3Call call)
    {
        ObjectHeaders.RefuseUnsupported(call);
        if (string.Equals(call.Header("x-amz-bucket-object-lock-enabled"), "true", StringComparison.OrdinalIgnoreCase))
        {
            throw S3Errors.HeaderNotImplemented("x-amz-bucket-object-lock-enabled");
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
        call.Response.Headers.Location = $"/{call.BucketName}";
        call.Response.Headers["x-amz-bucket-arn"] = $"arn:aws:s3:::{call.BucketName}";
    }
}
