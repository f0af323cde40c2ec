using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>DeleteObject: succeeds whether or not there is such a key. Conditions on it are refused.</summary>
internal sealed class DeleteObject(S3State state, ObjectEvents events) : IS3Action
{
    public S3Route Route { get; } = new("DELETE", S3Level.Object);

    public Task ExecuteAsync(S3Call call)
    {
        if (call.Header("If-Match") is not null)
        {
            throw S3Errors.HeaderNotImplemented("If-Match");
        }
        var bucket = call.Bucket;
        if (bucket.Delete(call.Key))
        {
            events.RaiseRemoved(call, bucket.Info, call.Key, state.NextSequence());
        }
        call.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
