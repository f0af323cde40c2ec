using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>PutObjectLockConfiguration: also of a bucket that was made without, if it is versioned. A default retention holds for objects written from then on.</summary>
internal sealed class PutObjectLockConfiguration : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Bucket, ObjectLocks.Document);

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var configuration = await S3Xml.ReadAsync(call);
        ObjectLocks.Check(configuration);
        if (bucket.Info.Versioning != VersioningState.Enabled)
        {
            throw new AwsException(409, "InvalidBucketState", "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
        }
        var text = configuration!.ToString(SaveOptions.DisableFormatting);
        bucket.Configure(info => info.With(ObjectLocks.Document, text) with { LocksObjects = true });
    }
}
