using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>DeleteBucket: of an empty one.</summary>
internal sealed class DeleteBucket(S3State state) : IS3Action
{
    public S3Route Route { get; } = new("DELETE", S3Level.Bucket);

    public Task ExecuteAsync(S3Call call)
    {
        var versioned = call.Bucket.Info.Versioning != VersioningState.Off;
        switch (state.Delete(call.BucketName))
        {
            case null:
                throw S3Errors.NoSuchBucket(call.BucketName);
            case false:
                throw S3Errors.BucketNotEmpty(call.BucketName, versioned);
            default:
                call.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
        }
    }
}
