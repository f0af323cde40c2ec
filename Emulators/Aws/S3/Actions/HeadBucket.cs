namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>HeadBucket.</summary>
internal sealed class HeadBucket : IS3Action
{
    public S3Route Route { get; } = new("HEAD", S3Level.Bucket);

    public Task ExecuteAsync(S3Call call)
    {
        call.Response.Headers["x-amz-bucket-region"] = call.Bucket.Info.Region;
        call.Response.Headers["x-amz-bucket-arn"] = $"arn:aws:s3:::{call.BucketName}";
        call.Response.Headers["x-amz-access-point-alias"] = "false";
        call.Response.ContentType = "application/xml";
        return Task.CompletedTask;
    }
}
