using EventAi.Contracts;
using EventAi.Ingestion.Parsing;
using EventAi.Ingestion.Status;
using EventAi.Ingestion.Uploads;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion;

/// <summary>An uploaded document becomes chunks, in batches of one event each; or a <see cref="DocumentFailed"/> that says why not.</summary>
public sealed class ParseHandler(
    ObjectStorage storage, DocumentParser parser, Chunker chunker, DocumentStatusStore statuses, IEventPublisher publisher, TimeProvider time, IOptions<IngestionOptions> options)
    : IEventHandler<DocumentUploaded>, IDeadLetterHandler<DocumentUploaded>
{
    private static readonly Guid EventIds = new("8c0a55b7-2e53-47d7-a9d2-5e2fd4b1ad55");

    public async Task HandleAsync(Received<DocumentUploaded> received, CancellationToken cancellationToken)
    {
        var uploaded = received.Event;
        if (await storage.GetAsync(uploaded.Bucket, uploaded.ObjectKey, cancellationToken) is not { } stored || stored.Hash != uploaded.ContentHash)
        {
            return; // deleted or replaced meanwhile: the newer upload has an event of its own
        }
        var parsed = parser.Parse(stored.Bytes, uploaded.ContentType, uploaded.FileName);
        if (parsed.Failure is { } reason)
        {
            await FailAsync(received, reason, cancellationToken);
            return;
        }
        var chunks = chunker.Chunk(parsed);
        await statuses.ChunkedAsync(uploaded.DocumentId, uploaded.Version, chunks.Count);
        foreach (var batch in chunks.Chunk(options.Value.ChunksPerEvent))
        {
            await publisher.PublishAsync(Chunked(uploaded, parsed.Title, chunks.Count, batch), received.Trace, cancellationToken);
        }
    }

    public Task OnDeadLetterAsync(Received<DocumentUploaded> received, string reason, CancellationToken cancellationToken)
        => FailAsync(received, reason, cancellationToken);

    private Task FailAsync(Received<DocumentUploaded> received, string reason, CancellationToken cancellationToken)
        => publisher.PublishAsync(
            new DocumentFailed
            {
                EventId = NameBasedGuid.Create(EventIds, $"{received.Event.DocumentId}/{received.Event.Version}/failed"),
                Timestamp = time.GetUtcNow(),
                DocumentId = received.Event.DocumentId,
                Version = received.Event.Version,
                Stage = "parse",
                Reason = reason.Length <= 4096 ? reason : reason[..4096],
            },
            received.Trace,
            cancellationToken);

    private DocumentChunked Chunked(DocumentUploaded uploaded, string title, int total, DocumentChunk[] batch) => new()
    {
        EventId = NameBasedGuid.Create(EventIds, $"{uploaded.DocumentId}/{uploaded.Version}/{batch[0].Index}"),
        Timestamp = time.GetUtcNow(),
        DocumentId = uploaded.DocumentId,
        Version = uploaded.Version,
        Title = title,
        TotalChunks = total,
        Chunks = batch,
    };
}
