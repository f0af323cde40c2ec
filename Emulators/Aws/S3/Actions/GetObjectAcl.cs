using EventAi.Emulators.Aws.S3.Access;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetObjectAcl: in a bucket without access control lists the owner's full control.</summary>
internal sealed class GetObjectAcl : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Object, "acl");

    public Task ExecuteAsync(S3Call call)
    {
        var info = call.Object();
        var access = BucketAccess.Of(call.Bucket.Info);
        ObjectHeaders.WriteVersion(call, info);
        return access.HasAcls ? AclXml.WriteAsync(call, info.Owner ?? access.OwnerId, info.Acl) : AclXml.WriteAsync(call, access.OwnerId, grants: null);
    }
}
