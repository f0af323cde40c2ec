using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetBucketVersioning: no status where versioning was never asked for.</summary>
internal sealed class GetBucketVersioning : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, "versioning");

    public Task ExecuteAsync(S3Call call)
    {
        var state = call.Bucket.Info.Versioning;
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("VersioningConfiguration", S3Xml.Namespace);
            if (state != VersioningState.Off)
            {
                xml.WriteElementString("Status", state.ToString());
            }
            xml.WriteEndElement();
        });
    }
}
