namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetObjectAcl: the owner's full control, always.</summary>
internal sealed class GetObjectAcl : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Object, "acl");

    public Task ExecuteAsync(S3Call call)
    {
        call.Object();
        return OwnerAcl.WriteAsync(call);
    }
}
