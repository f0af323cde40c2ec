using EventAi.Emulators.Aws.S3.Notifications;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>DeleteObjectTagging: removes the tags of a version.</summary>
internal sealed class DeleteObjectTagging(ObjectEvents events) : IS3Action
{
    public S3Route Route { get; } = new("DELETE", S3Level.Object, "tagging");

    public Task ExecuteAsync(S3Call call)
    {
        var info = call.Object(ofWrite: true);
        call.Response.StatusCode = StatusCodes.Status204NoContent;
        var changed = call.Bucket.Change(info.Key, info.VersionId, static current => current with { Tags = new Dictionary<string, string>(StringComparer.Ordinal) }) ?? throw S3Errors.NoSuchKey(info.Key);
        ObjectHeaders.WriteVersion(call, changed);
        events.RaiseChanged(call, "ObjectTagging:Delete", changed);
        return Task.CompletedTask;
    }
}
