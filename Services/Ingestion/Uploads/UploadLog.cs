namespace EventAi.Ingestion.Uploads;

internal static partial class UploadLog
{
    [LoggerMessage(200, LogLevel.Information, "Bucket {Bucket} notifies queue {Queue}")]
    public static partial void Ready(ILogger logger, string bucket, string queue);

    [LoggerMessage(201, LogLevel.Warning, "Uploads cannot be followed now, trying again in {Delay}: {Reason}")]
    public static partial void Outage(ILogger logger, TimeSpan delay, string reason);

    [LoggerMessage(202, LogLevel.Error, "A message of queue {Queue} is no bucket notification and goes to its dead-letter queue: {Reason}")]
    public static partial void Malformed(ILogger logger, string queue, string reason);

    [LoggerMessage(203, LogLevel.Information, "Document {DocumentId}: version {Version} uploaded, {Size} bytes")]
    public static partial void Uploaded(ILogger logger, string documentId, long version, long size);

    [LoggerMessage(204, LogLevel.Information, "Document {DocumentId}: the content is the one already known, nothing to do")]
    public static partial void Unchanged(ILogger logger, string documentId);
}
