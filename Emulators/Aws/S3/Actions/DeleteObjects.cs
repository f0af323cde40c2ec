using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>DeleteObjects: up to 1000 keys in one request, each with a result of its own unless quiet.</summary>
internal sealed class DeleteObjects(S3State state, ObjectEvents events) : IS3Action
{
    private const int MostKeys = 1000;

    public S3Route Route { get; } = new("POST", S3Level.Bucket, "delete");

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var document = await S3Xml.ReadAsync(call, digestRequired: true);
        var entries = document?.Children("Object").ToList() ?? [];
        if (document?.Name.LocalName != "Delete" || entries.Count is 0 or > MostKeys || entries.Exists(static entry => string.IsNullOrEmpty(entry.Text("Key"))))
        {
            throw S3Errors.MalformedXml();
        }
        if (entries.Exists(static entry => entry.Text("VersionId") is not (null or "null") || entry.Text("ETag") is not null))
        {
            throw S3Errors.NotImplemented("DeleteObjects of versions or under conditions");
        }
        var deleted = new List<string>(entries.Count);
        foreach (var key in entries.Select(static entry => entry.Text("Key")!))
        {
            if (bucket.Delete(key))
            {
                events.RaiseRemoved(call, bucket.Info, key, state.NextSequence());
            }
            deleted.Add(key);
        }
        await S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("DeleteResult", S3Xml.Namespace);
            foreach (var key in document.Text("Quiet") == "true" ? [] : deleted)
            {
                xml.WriteStartElement("Deleted");
                xml.WriteElementString("Key", key);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        });
    }
}
