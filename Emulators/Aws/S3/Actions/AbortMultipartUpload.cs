namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>AbortMultipartUpload: the upload and its parts are gone.</summary>
internal sealed class AbortMultipartUpload : IS3Action
{
    public S3Route Route { get; } = new("DELETE", S3Level.Object, "uploadId");

    public Task ExecuteAsync(S3Call call)
    {
        var id = call.Query("uploadId")!;
        if (call.Bucket.FindUpload(call.Key, id) is null || !call.Bucket.EndUpload(id))
        {
            throw S3Errors.NoSuchUpload(id);
        }
        call.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
