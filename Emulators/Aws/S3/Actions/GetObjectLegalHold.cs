namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetObjectLegalHold.</summary>
internal sealed class GetObjectLegalHold : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Object, "legal-hold");

    public Task ExecuteAsync(S3Call call)
    {
        ObjectLocks.RequireLocking(call.Bucket.Info);
        var hold = call.Object().Lock?.LegalHold ?? throw S3Errors.NoObjectLock();
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("LegalHold", S3Xml.Namespace);
            xml.WriteElementString("Status", hold ? "ON" : "OFF");
            xml.WriteEndElement();
        });
    }
}
