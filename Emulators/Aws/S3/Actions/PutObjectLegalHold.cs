using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>PutObjectLegalHold: ON or OFF.</summary>
internal sealed class PutObjectLegalHold : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Object, "legal-hold");

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var document = await S3Xml.ReadAsync(call);
        var status = document?.Name.LocalName == "LegalHold" ? document.Text("Status") : null;
        if (status is not ("ON" or "OFF"))
        {
            throw S3Errors.MalformedXml();
        }
        ObjectLocks.RequireLocking(bucket.Info);
        call.Object(ofWrite: true);
        bucket.Change(call.Key, call.VersionId, info => info with { Lock = (info.Lock ?? new ObjectLock()) with { LegalHold = status == "ON" } });
    }
}
