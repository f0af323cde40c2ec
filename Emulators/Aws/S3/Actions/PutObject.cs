using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// PutObject, up to 5 GiB, streamed to storage; digests, metadata, tags, conditions (If-Match, If-None-Match: *). The bucket's
/// notifications are in their queues before the answer.
/// </summary>
internal sealed class PutObject(S3State state, ObjectEvents events) : IS3Action
{
    public const long LargestObject = 5L << 30;

    public S3Route Route { get; } = new("PUT", S3Level.Object);

    public bool IsBrief => true;

    public async Task ExecuteAsync(S3Call call)
    {
        ObjectHeaders.RefuseUnsupported(call);
        var bucket = call.Bucket;
        var (headers, metadata, condition) = (ObjectHeaders.ReadKept(call), ObjectHeaders.ReadMetadata(call), ObjectHeaders.ReadPrecondition(call));
        var tags = ObjectTags.ReadHeader(call);
        var (locked, customerKey) = (ObjectLocks.Read(call, bucket.Info, state.Now()), CustomerKeys.Read(call));
        var (owner, acl) = AclWrites.ForNew(call, bucket.Info);
        using var content = state.Files.Begin(S3Payload.Announced(call) ?? 0);
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
            Tags = tags,
            Lock = locked,
            Owner = owner,
            Acl = acl,
            CustomerKeyMd5 = customerKey,
            Sequence = state.NextSequence(),
        };
        info = Store(bucket, info, content, condition);
        events.Raise(call, bucket.Info, "ObjectCreated:Put", info);
        ObjectHeaders.WriteStored(call, info);
        ObjectHeaders.WriteChecksum(call.Response, info);
    }

    /// <summary>Stores it and gives it as it was stored, with its version.</summary>
    /// <exception cref="AwsException">The condition does not hold, or the bucket was deleted meanwhile.</exception>
    public static ObjectInfo Store(Bucket bucket, ObjectInfo info, PendingObject content, Precondition condition)
    {
        var (outcome, stored) = bucket.Put(info, content, condition);
        switch (outcome)
        {
            case WriteOutcome.NoSuchBucket:
                throw S3Errors.NoSuchBucket(bucket.Info.Name);
            case WriteOutcome.NoSuchKey:
                throw S3Errors.NoSuchKey(info.Key);
            case WriteOutcome.PreconditionFailed:
                throw S3Errors.PreconditionFailed(condition.IfAbsent || condition.IfMatch is null ? "If-None-Match" : "If-Match");
            default:
                return stored;
        }
    }
}
