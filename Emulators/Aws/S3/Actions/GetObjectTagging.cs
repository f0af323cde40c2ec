namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetObjectTagging: the tags of a version.</summary>
internal sealed class GetObjectTagging : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Object, "tagging");

    public Task ExecuteAsync(S3Call call)
    {
        var info = call.Object(ofWrite: true);
        ObjectHeaders.WriteVersion(call, info);
        return ObjectTags.WriteAsync(call, info);
    }
}
