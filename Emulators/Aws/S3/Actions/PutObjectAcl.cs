using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.Notifications;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>PutObjectAcl: by name, by grants in headers or as a document, in a bucket that has access control lists.</summary>
internal sealed class PutObjectAcl(ObjectEvents events) : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Object, "acl");

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var info = call.Object(ofWrite: true);
        var grants = await AclWrites.ReadAsync(call, bucket.Info, info.Owner ?? BucketAccess.Of(bucket.Info).OwnerId);
        var changed = bucket.Change(info.Key, info.VersionId, current => current with { Acl = grants }) ?? throw S3Errors.NoSuchKey(info.Key);
        ObjectHeaders.WriteVersion(call, changed);
        events.RaiseChanged(call, "ObjectAcl:Put", changed);
    }
}
