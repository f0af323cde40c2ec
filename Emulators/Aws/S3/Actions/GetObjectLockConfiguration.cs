using System.Xml.Linq;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetObjectLockConfiguration.</summary>
internal sealed class GetObjectLockConfiguration : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, ObjectLocks.Document);

    public Task ExecuteAsync(S3Call call)
    {
        var info = call.Bucket.Info;
        if (!info.LocksObjects)
        {
            throw new AwsException(404, "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket") { Details = [("BucketName", info.Name)] };
        }
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            if (info.Documents.TryGetValue(ObjectLocks.Document, out var text))
            {
                XElement.Parse(text).WriteTo(xml);
                return;
            }
            xml.WriteStartElement("ObjectLockConfiguration", S3Xml.Namespace);
            xml.WriteElementString("ObjectLockEnabled", "Enabled");
            xml.WriteEndElement();
        });
    }
}
