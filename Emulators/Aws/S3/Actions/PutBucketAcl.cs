using EventAi.Emulators.Aws.S3.Access;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>PutBucketAcl: by name, by grants in headers or as a document, in a bucket that has access control lists.</summary>
internal sealed class PutBucketAcl : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Bucket, "acl");

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var grants = await AclWrites.ReadAsync(call, bucket.Info, BucketAccess.Of(bucket.Info).OwnerId);
        bucket.Configure(info => info with { Acl = grants });
    }
}
