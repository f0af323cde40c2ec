namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>PutBucketAcl: "private" and the owner's own grant; everything else is refused as by a bucket with ACLs disabled.</summary>
internal sealed class PutBucketAcl : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Bucket, "acl");

    public Task ExecuteAsync(S3Call call)
    {
        _ = call.Bucket;
        return OwnerAcl.CheckAsync(call);
    }
}
