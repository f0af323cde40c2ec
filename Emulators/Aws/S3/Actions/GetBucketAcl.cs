using EventAi.Emulators.Aws.S3.Access;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetBucketAcl: of a bucket without access control lists the owner's full control.</summary>
internal sealed class GetBucketAcl : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, "acl");

    public Task ExecuteAsync(S3Call call)
    {
        var info = call.Bucket.Info;
        var access = BucketAccess.Of(info);
        return AclXml.WriteAsync(call, access.OwnerId, access.HasAcls ? info.Acl : null);
    }
}
