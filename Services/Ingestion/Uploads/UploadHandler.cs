using System.Diagnostics;
using EventAi.Contracts;
using EventAi.Ingestion.Parsing;
using EventAi.Ingestion.Status;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion.Uploads;

/// <summary>
/// An uploaded object becomes a version of a document and a <see cref="DocumentUploaded"/> event. Safe to repeat: the same
/// bytes get the same version, and content that is already known is left alone.
/// </summary>
public sealed class UploadHandler(
    ObjectStorage storage, DocumentStatusStore statuses, IEventPublisher publisher, TimeProvider time, IOptions<IngestionOptions> options, ILogger<UploadHandler> logger)
{
    private static readonly Guid EventIds = new("1f0f6e0e-24a2-4a5c-8f5f-7b8a2f7f6a33");

    public async Task HandleAsync(BucketNotification notification, CancellationToken cancellationToken)
    {
        if (await storage.GetAsync(notification.Bucket, notification.Key, cancellationToken) is not { } stored)
        {
            return; // deleted meanwhile
        }
        _ = ActivityContext.TryParse(stored.Facts.TraceParent, traceState: null, isRemote: true, out var upload);
        using var span = EventAiTelemetry.Source.StartActivity("upload", ActivityKind.Consumer, upload);
        var fileName = Path.GetFileName(notification.Key);
        var mediaType = MediaTypes.Of(stored.ContentType, fileName);
        var document = await statuses.BeginVersionAsync(notification.Key, fileName, mediaType ?? stored.ContentType ?? "", stored.Size, stored.Hash, stored.Facts.Tenant);
        span?.SetTag("eventai.document.id", notification.Key);
        span?.SetTag("eventai.document.version", document.Version);
        if (document.State is not DocumentState.Uploaded)
        {
            UploadLog.Unchanged(logger, notification.Key);
        }
        else if (Reject(stored, mediaType) is { } reason)
        {
            await publisher.PublishAsync(Failed(notification.Key, document.Version, reason), cancellationToken: cancellationToken);
        }
        else
        {
            await publisher.PublishAsync(Uploaded(notification, document.Version, fileName, mediaType!, stored), cancellationToken: cancellationToken);
            UploadLog.Uploaded(logger, notification.Key, document.Version, stored.Size);
        }
    }

    /// <summary>A failed document's version, as it stands in the bucket, is driven on from the stage that failed; null where the bytes are others, or gone.</summary>
    public async Task<DocumentStatus?> RedriveAsync(string documentId, CancellationToken cancellationToken)
    {
        var failed = await statuses.GetAsync(documentId);
        if (failed is null || await storage.GetAsync(options.Value.Bucket, documentId, cancellationToken) is not { } stored
            || (stored.Hash != failed.ContentHash && stored.Hash.Length > 0) || !await statuses.RedriveAsync(documentId))
        {
            return null;
        }
        var fileName = Path.GetFileName(documentId);
        if (Reject(stored, MediaTypes.Of(stored.ContentType, fileName)) is { } reason)
        {
            await publisher.PublishAsync(Failed(documentId, failed.Version, reason), cancellationToken: cancellationToken);
        }
        else
        {
            var notification = new BucketNotification("Redrive", options.Value.Bucket, documentId);
            await publisher.PublishAsync(Uploaded(notification, failed.Version, fileName, MediaTypes.Of(stored.ContentType, fileName)!, stored), cancellationToken: cancellationToken);
        }
        return await statuses.GetAsync(documentId);
    }

    private string? Reject(StoredObject stored, string? mediaType) => (stored.Size, mediaType) switch
    {
        (0, _) => "The document is empty.",
        _ when stored.Size > options.Value.MaxDocumentBytes => $"The document has {stored.Size} bytes; at most {options.Value.MaxDocumentBytes} are read.",
        (_, null) => $"Documents of type '{stored.ContentType}' cannot be read: {MediaTypes.Readable}.",
        _ => null,
    };

    private DocumentUploaded Uploaded(BucketNotification notification, long version, string fileName, string mediaType, StoredObject stored) => new()
    {
        EventId = NameBasedGuid.Create(EventIds, $"{notification.Key}/{version}/uploaded"),
        Timestamp = time.GetUtcNow(),
        DocumentId = notification.Key,
        Version = version,
        Bucket = notification.Bucket,
        ObjectKey = notification.Key,
        FileName = fileName,
        ContentType = mediaType,
        Size = stored.Size,
        ContentHash = stored.Hash,
        Tenant = stored.Facts.Tenant,
        Source = stored.Facts.Source,
        Tags = stored.Facts.Tags,
        PublishedAt = stored.Facts.PublishedAt,
    };

    private DocumentFailed Failed(string documentId, long version, string reason) => new()
    {
        EventId = NameBasedGuid.Create(EventIds, $"{documentId}/{version}/failed"),
        Timestamp = time.GetUtcNow(),
        DocumentId = documentId,
        Version = version,
        Stage = "upload",
        Reason = reason,
    };
}
