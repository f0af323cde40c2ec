namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetObjectRetention.</summary>
internal sealed class GetObjectRetention : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Object, "retention");

    public Task ExecuteAsync(S3Call call)
    {
        ObjectLocks.RequireLocking(call.Bucket.Info);
        var kept = call.Object().Lock;
        if (kept?.Mode is null)
        {
            throw S3Errors.NoObjectLock();
        }
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("Retention", S3Xml.Namespace);
            xml.WriteElementString("Mode", kept.Mode);
            xml.WriteElementString("RetainUntilDate", S3Xml.Time(kept.RetainUntil!.Value));
            xml.WriteEndElement();
        });
    }
}
