namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>PutObjectAcl: "private" and the owner's own grant; everything else is refused as by a bucket with ACLs disabled.</summary>
internal sealed class PutObjectAcl : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Object, "acl");

    public Task ExecuteAsync(S3Call call)
    {
        call.Object();
        return OwnerAcl.CheckAsync(call);
    }
}
