namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>HeadObject: as GetObject, without the content.</summary>
internal sealed class HeadObject : IS3Action
{
    public S3Route Route { get; } = new("HEAD", S3Level.Object);

    public bool IsBrief => true;

    public Task ExecuteAsync(S3Call call)
    {
        ObjectAnswer.Write(call, call.Object());
        return Task.CompletedTask;
    }
}
