using System.Globalization;
using EventAi.Emulators.Aws.S3.Lifecycle;
using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// RestoreObject: an archived object (GLACIER, DEEP_ARCHIVE) can be read for so many days. Here it can at once: nothing lies on tapes. A second request moves the end.
/// Not emulated: SELECT and other places for the copy.
/// </summary>
internal sealed class RestoreObject(S3State state, ObjectEvents events) : IS3Action
{
    public S3Route Route { get; } = new("POST", S3Level.Object, "restore");

    public async Task ExecuteAsync(S3Call call)
    {
        var document = await S3Xml.ReadAsync(call);
        if (document?.Name.LocalName != "RestoreRequest" || !int.TryParse(document.Text("Days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days < 1)
        {
            throw document?.Text("Type") == "SELECT" ? S3Errors.NotImplemented("RestoreObject SELECT") : S3Errors.MalformedXml();
        }
        var info = call.Object(ofWrite: true);
        if (!Archive.Holds(info))
        {
            throw new AwsException(403, "InvalidObjectState", "Restore is not allowed for the object's current storage class") { Details = [("StorageClass", info.StorageClass)] };
        }
        var until = LifecycleRule.MidnightAfter(state.Now(), days);
        var restored = call.Bucket.Change(info.Key, info.VersionId, current => current with { RestoredUntil = until }) ?? throw S3Errors.NoSuchKey(info.Key);
        call.Response.StatusCode = Archive.IsReadable(info, state.Now()) ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        events.RaiseChanged(call, "ObjectRestore:Post", restored);
        events.RaiseChanged(call, "ObjectRestore:Completed", restored);
    }
}
