using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// PutObject, up to 5 GiB, streamed to storage; digests, metadata, conditions (If-Match, If-None-Match: *). The bucket's
/// notifications are in their queues before the answer. Tags, object lock, customer and KMS keys and ACLs are refused.
/// </summary>
internal sealed class PutObject(S3State state, ObjectEvents events) : IS3Action
{
    public const long LargestObject = 5L << 30;

    public S3Route Route { get; } = new("PUT", S3Level.Object);

    public async Task ExecuteAsync(S3Call call)
    {
        ObjectHeaders.RefuseUnsupported(call);
        var bucket = call.Bucket;
        var (headers, metadata, condition) = (ObjectHeaders.ReadKept(call), ObjectHeaders.ReadMetadata(call), ObjectHeaders.ReadPrecondition(call));
        using var content = state.Files.Begin();
        var received = await S3Payload.ReceiveAsync(call, content.Write, LargestObject);
        var info = new ObjectInfo
        {
            Key = call.Key,
            Size = received.Length,
            ETag = received.Md5,
            LastModified = state.Now(),
            Headers = headers,
            Metadata = metadata,
            ChecksumAlgorithm = received.Algorithm,
            Checksum = received.Checksum,
            StorageClass = call.Header("x-amz-storage-class") ?? "STANDARD",
            Sequence = state.NextSequence(),
        };
        Store(bucket, info, content, condition);
        events.Raise(call, bucket.Info, "ObjectCreated:Put", info);
        call.Response.Headers.ETag = $"\"{info.ETag}\"";
        call.Response.Headers["x-amz-server-side-encryption"] = "AES256";
        ObjectHeaders.WriteChecksum(call.Response, info);
    }

    /// <exception cref="AwsException">The condition does not hold, or the bucket was deleted meanwhile.</exception>
    public static void Store(Bucket bucket, ObjectInfo info, PendingObject content, Precondition condition)
    {
        switch (bucket.Put(info, content, condition))
        {
            case WriteOutcome.NoSuchBucket:
                throw S3Errors.NoSuchBucket(bucket.Info.Name);
            case WriteOutcome.NoSuchKey:
                throw S3Errors.NoSuchKey(info.Key);
            case WriteOutcome.PreconditionFailed:
                throw S3Errors.PreconditionFailed(condition.IfAbsent ? "If-None-Match" : "If-Match");
        }
    }
}
