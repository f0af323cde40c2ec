namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetBucketAcl: the owner's full control, always.</summary>
internal sealed class GetBucketAcl : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, "acl");

    public Task ExecuteAsync(S3Call call)
    {
        _ = call.Bucket;
        return OwnerAcl.WriteAsync(call);
    }
}
