namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetBucketLocation: empty for us-east-1, as ever.</summary>
internal sealed class GetBucketLocation : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, "location");

    public Task ExecuteAsync(S3Call call)
    {
        var region = call.Bucket.Info.IsEu ? Regions.Eu : call.Bucket.Info.Region;
        return S3Xml.WriteAsync(call.Aws, xml => xml.WriteElementString("LocationConstraint", S3Xml.Namespace, region == AwsCall.DefaultRegion ? null : region));
    }
}
