using System.Xml;
using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>DeleteObjects: up to 1000 keys or versions in one request, each with a result of its own, of which quiet leaves the failures. With ETag conditions.</summary>
internal sealed class DeleteObjects(DeleteObject one) : IS3Action
{
    private const int MostKeys = 1000;

    public S3Route Route { get; } = new("POST", S3Level.Bucket, "delete");

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var document = await S3Xml.ReadAsync(call, digestRequired: true);
        await PoolThread.Switch();
        var entries = document?.Children("Object").ToList() ?? [];
        if (document?.Name.LocalName != "Delete" || entries.Count is 0 or > MostKeys || entries.Exists(static entry => string.IsNullOrEmpty(entry.Text("Key"))))
        {
            throw S3Errors.MalformedXml();
        }
        var results = entries.ConvertAll(entry => Delete(call, bucket, entry));
        var quiet = document.Text("Quiet") == "true";
        await S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("DeleteResult", S3Xml.Namespace);
            foreach (var (entry, deleted, error) in results)
            {
                if (error is not null)
                {
                    WriteError(xml, entry, error);
                }
                else if (!quiet)
                {
                    WriteDeleted(xml, entry, deleted!);
                }
            }
            xml.WriteEndElement();
        });
    }

    private (XElement Entry, DeletedObject? Deleted, AwsException? Error) Delete(S3Call call, Bucket bucket, XElement entry)
    {
        try
        {
            Authorizer.Require(call, bucket, VersionOf(entry) is null ? ActionNames.DeleteObject : "s3:DeleteObjectVersion", entry.Text("Key")!, VersionOf(entry));
            if (VersionOf(entry) is { } version && version != ObjectInfo.Unversioned && !ObjectInfo.IsVersionId(version))
            {
                throw S3Errors.NoSuchVersion(entry.Text("Key")!, version); // none that was ever given out
            }
            return (entry, one.Delete(call, bucket, entry.Text("Key")!, VersionOf(entry), entry.Text("ETag")?.Trim('"')), null);
        }
        catch (AwsException error)
        {
            return (entry, null, error);
        }
    }

    private static string? VersionOf(XElement entry) => entry.Text("VersionId") is { Length: > 0 } version ? version : null;

    private static void WriteDeleted(XmlWriter xml, XElement entry, DeletedObject deleted)
    {
        xml.WriteStartElement("Deleted");
        xml.WriteElementString("Key", entry.Text("Key"));
        if (VersionOf(entry) is { } version)
        {
            xml.WriteElementString("VersionId", version);
        }
        if ((deleted.Marker ?? deleted.Removed) is { IsDeleteMarker: true } marker)
        {
            xml.WriteElementString("DeleteMarker", "true");
            xml.WriteElementString("DeleteMarkerVersionId", marker.VersionId);
        }
        xml.WriteEndElement();
    }

    private static void WriteError(XmlWriter xml, XElement entry, AwsException error)
    {
        xml.WriteStartElement("Error");
        xml.WriteElementString("Key", entry.Text("Key"));
        if (VersionOf(entry) is { } version)
        {
            xml.WriteElementString("VersionId", version);
        }
        xml.WriteElementString("Code", error.Code);
        xml.WriteElementString("Message", error.Message);
        xml.WriteEndElement();
    }
}
