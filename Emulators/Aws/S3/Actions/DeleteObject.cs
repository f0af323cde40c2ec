using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>DeleteObject: succeeds whether or not there is such a key; in a versioned bucket it puts a delete marker, or removes the version that is named. With If-Match.</summary>
internal sealed class DeleteObject(S3State state, ObjectEvents events) : IS3Action
{
    public S3Route Route { get; } = new("DELETE", S3Level.Object);

    public bool IsBrief => true;

    public Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        if (call.VersionId is { } id && id != ObjectInfo.Unversioned && (bucket.Info.Versioning == VersioningState.Off || !ObjectInfo.IsVersionId(id)))
        {
            throw S3Errors.InvalidArgument("Invalid version id specified", "versionId", id);
        }
        var deleted = Delete(call, bucket, call.Key, call.VersionId, call.Header("If-Match")?.Trim('"'));
        if ((deleted.Marker ?? deleted.Removed) is { } version)
        {
            ObjectHeaders.WriteVersion(call, version);
            if (version.IsDeleteMarker)
            {
                call.Response.Headers["x-amz-delete-marker"] = "true";
            }
        }
        call.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Deletes and tells whom it concerns.</summary>
    /// <exception cref="AwsException">The condition does not hold.</exception>
    public DeletedObject Delete(S3Call call, Bucket bucket, string key, string? versionId, string? ifMatch)
    {
        var (now, bypass) = (state.ExactNow(), ObjectLocks.IsBypassed(call));
        var deleted = bucket.Delete(key, versionId, ifMatch, () => NewMarker(key), kept => kept.Protects(now, bypass));
        switch (deleted.Outcome)
        {
            case WriteOutcome.NoSuchKey:
                throw S3Errors.NoSuchKey(key);
            case WriteOutcome.PreconditionFailed:
                throw S3Errors.PreconditionFailed("If-Match");
            case WriteOutcome.Locked:
                throw S3Errors.Locked();
        }
        if (deleted.Marker is { } marker)
        {
            events.RaiseRemoved(call, bucket.Info, "ObjectRemoved:DeleteMarkerCreated", key, removed: null, marker, marker.Sequence);
        }
        else if (deleted.Removed is { } removed)
        {
            events.RaiseRemoved(call, bucket.Info, "ObjectRemoved:Delete", key, removed, marker: null, state.NextSequence());
        }
        else if (versionId is null)
        {
            // S3 tells of what was not there, too.
            events.RaiseRemoved(call, bucket.Info, "ObjectRemoved:Delete", key, removed: null, marker: null, state.NextSequence());
        }
        return deleted;
    }

    private ObjectInfo NewMarker(string key) => ObjectInfo.DeleteMarker(key, state.Now(), state.NextSequence());
}
