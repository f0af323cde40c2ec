using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>PutObjectRetention: longer at any time; shorter, of another mode or none only in governance mode and with x-amz-bypass-governance-retention.</summary>
internal sealed class PutObjectRetention(TimeProvider time) : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Object, "retention");

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var document = await S3Xml.ReadAsync(call);
        ObjectLocks.RequireLocking(bucket.Info);
        var (now, bypass) = (time.GetUtcNow(), ObjectLocks.IsBypassed(call));
        var retention = ObjectLocks.ReadRetention(document, now);
        call.Object(ofWrite: true);
        bucket.Change(call.Key, call.VersionId, info =>
        {
            var before = info.Lock ?? new ObjectLock();
            return before.Allows(retention, now, bypass)
                ? info with { Lock = retention with { LegalHold = before.LegalHold } }
                : throw S3Errors.Locked();
        });
    }
}
