using EventAi.Emulators.Aws.EventBridge;
using EventAi.Emulators.Aws.S3.State;
using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.S3.Notifications;

/// <summary>Puts a bucket's events into the queues that its configuration names, and on EventBridge's default bus, before the request that caused them is answered.</summary>
internal sealed class ObjectEvents(SqsState queues, IEventSink bus, TimeProvider time, ILogger<ObjectEvents> logger)
{
    /// <summary>Whether a destination exists.</summary>
    public bool Reaches(string queueArn) => queues.FindByArn(queueArn) is not null;

    /// <summary>The message by which S3 tries out a destination that is being configured.</summary>
    public void SendTest(BucketInfo bucket, string queueArn, string requestId)
        => Send(queueArn, EventMessage.Test(bucket.Name, time.GetUtcNow(), requestId), bucket.Name, key: "");

    /// <param name="call">The request that caused it.</param>
    /// <param name="bucket">The bucket with its configuration.</param>
    /// <param name="eventName">E.g. <c>ObjectCreated:Put</c>.</param>
    /// <param name="info">The object as it now is.</param>
    public void Raise(S3Call call, BucketInfo bucket, string eventName, ObjectInfo info) => Raise(call, bucket, eventName, info.Key, info, info.VersionId, info.Sequence);

    /// <param name="call">The request that caused it.</param>
    /// <param name="bucket">The bucket with its configuration.</param>
    /// <param name="eventName">E.g. <c>ObjectRemoved:Delete</c>.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="removed">The version that is gone; null for a delete marker that was put.</param>
    /// <param name="marker">The delete marker that was put; null for none.</param>
    /// <param name="sequence">Of the change.</param>
    public void RaiseRemoved(S3Call call, BucketInfo bucket, string eventName, string key, ObjectInfo? removed, ObjectInfo? marker, long sequence)
        => Raise(call, bucket, eventName, key, marker, (removed ?? marker)?.VersionId, sequence);

    /// <param name="call">The request that caused it.</param>
    /// <param name="eventName">E.g. <c>ObjectTagging:Put</c>.</param>
    /// <param name="info">The object whose tags or list are others now.</param>
    public void RaiseChanged(S3Call call, string eventName, ObjectInfo info) => Raise(call, call.Bucket.Info, eventName, info.Key, info, info.VersionId, info.Sequence);

    private void Raise(S3Call call, BucketInfo bucket, string eventName, string key, ObjectInfo? info, string? versionId, long sequence)
    {
        if (bucket.NotifiesEventBridge)
        {
            var (type, detail) = BusEvent.Create(call, bucket, eventName, key, info, versionId, sequence);
            bus.Publish(bucket.Region, "aws.s3", type, detail, $"arn:aws:s3:::{bucket.Name}");
        }
        foreach (var notification in bucket.Notifications)
        {
            if (notification.Matches("s3:" + eventName, key))
            {
                var message = EventMessage.Create(call, bucket, notification.Id, eventName, key, info, versionId, sequence, time.GetUtcNow());
                Send(notification.QueueArn, message, bucket.Name, key);
            }
        }
    }

    private void Send(string queueArn, string message, string bucket, string key)
    {
        if (queues.FindByArn(queueArn) is { } queue)
        {
            queues.Send(queue, [NewMessage.Of(message)]);
        }
        else
        {
            AwsLog.LostNotification(logger, bucket, key, queueArn);
        }
    }
}
