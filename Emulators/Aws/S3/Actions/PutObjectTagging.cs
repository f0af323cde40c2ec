using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.Notifications;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>PutObjectTagging: replaces the tags of a version.</summary>
internal sealed class PutObjectTagging(ObjectEvents events) : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Object, "tagging");

    public async Task ExecuteAsync(S3Call call)
    {
        var tags = await ObjectTags.ReadBodyAsync(call);
        call.RequestTags = tags;
        Authorizer.Require(call, call.Bucket, ActionNames.Of(Route, call.VersionId is not null), call.Key, call.VersionId);
        var info = call.Object(ofWrite: true);
        var changed = call.Bucket.Change(info.Key, info.VersionId, current => current with { Tags = tags }) ?? throw S3Errors.NoSuchKey(info.Key);
        ObjectHeaders.WriteVersion(call, changed);
        events.RaiseChanged(call, "ObjectTagging:Put", changed);
    }
}
