namespace EventAi.Emulators.Aws;

internal static partial class AwsLog
{
    [LoggerMessage(4500, LogLevel.Warning, "{RequestId}: refused, {Reason}")]
    public static partial void NotAuthentic(ILogger logger, string requestId, string reason);

    [LoggerMessage(4501, LogLevel.Information, "{RequestId}: the client went away, {Reason}")]
    public static partial void Aborted(ILogger logger, string requestId, string reason);

    [LoggerMessage(4502, LogLevel.Error, "{RequestId}: storage failed")]
    public static partial void Storage(ILogger logger, Exception exception, string requestId);

    [LoggerMessage(4503, LogLevel.Error, "{RequestId}: unexpected failure of {Method} {Path}")]
    public static partial void Bug(ILogger logger, Exception exception, string requestId, string method, string path);

    [LoggerMessage(4504, LogLevel.Warning, "{RequestId}: {Service} does not emulate {Operation}")]
    public static partial void NotImplemented(ILogger logger, string requestId, string service, string operation);

    [LoggerMessage(4505, LogLevel.Warning, "{RequestId}: injected fault on {Service} {Operation}")]
    public static partial void Fault(ILogger logger, string requestId, string service, string operation);

    [LoggerMessage(4506, LogLevel.Warning, "{File}: {Bytes} bytes at its end are no whole record (the last write was cut off); kept aside in {Aside}")]
    public static partial void TornJournal(ILogger logger, string file, long bytes, string aside);

    [LoggerMessage(4507, LogLevel.Warning, "{File} is no whole object file and is left out: {Reason}")]
    public static partial void DamagedObject(ILogger logger, string file, string reason);

    [LoggerMessage(4508, LogLevel.Information, "{Buckets} buckets with {Objects} objects read in {Elapsed}")]
    public static partial void BucketsRead(ILogger logger, int buckets, int objects, TimeSpan elapsed);

    [LoggerMessage(4509, LogLevel.Information, "{Queues} queues with {Messages} messages read, journal of {Bytes} bytes")]
    public static partial void QueuesRead(ILogger logger, int queues, int messages, long bytes);

    [LoggerMessage(4510, LogLevel.Warning, "Bucket {Bucket}: the event of {Key} has no destination, queue {Queue} does not exist")]
    public static partial void LostNotification(ILogger logger, string bucket, string key, string queue);

    [LoggerMessage(4520, LogLevel.Information, "Bucket {Bucket}: {Count} objects, versions or uploads have expired")]
    public static partial void Expired(ILogger logger, string bucket, int count);

    [LoggerMessage(4521, LogLevel.Warning, "Bucket {Bucket}: its lifecycle could not be applied: {Reason}")]
    public static partial void LifecycleFailed(ILogger logger, string bucket, string reason);
}
