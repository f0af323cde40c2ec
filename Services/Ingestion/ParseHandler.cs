using System.Globalization;
using EventAi.Contracts;
using EventAi.Ingestion.Chunking;
using EventAi.Ingestion.Status;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion;

/// <summary>An uploaded document becomes chunks, in batches of one event each; or a <see cref="DocumentFailed"/> that says why not.</summary>
public sealed class ParseHandler(
    DocumentReader reader, Chunker chunker, DocumentStatusStore statuses, IEventPublisher publisher, TimeProvider time, IOptions<IngestionOptions> options)
    : IEventHandler<DocumentUploaded>, IDeadLetterHandler<DocumentUploaded>
{
    private static readonly Guid EventIds = new("8c0a55b7-2e53-47d7-a9d2-5e2fd4b1ad55");

    public async Task HandleAsync(Received<DocumentUploaded> received, CancellationToken cancellationToken)
    {
        var uploaded = received.Event;
        if (await reader.ReadAsync(uploaded, cancellationToken) is not { } content)
        {
            return;
        }
        if (content.Document.Failure is { } reason)
        {
            await FailAsync(received, reason, cancellationToken);
            return;
        }
        var chunks = chunker.Chunk(content.Document);
        if (chunks.Count > options.Value.MaxChunks)
        {
            await FailAsync(received, $"The document makes {chunks.Count} chunks; at most {options.Value.MaxChunks} are indexed.", cancellationToken);
            return;
        }
        await statuses.ChunkedAsync(uploaded.DocumentId, uploaded.Version, chunks.Count);
        // In order, for they share a key; acknowledged together.
        await Task.WhenAll(chunks.Chunk(options.Value.ChunksPerEvent)
            .Select(batch => publisher.PublishAsync(Chunked(uploaded, content, chunks.Count, batch), received.Trace, cancellationToken)));
    }

    public Task OnDeadLetterAsync(Received<DocumentUploaded> received, string reason, CancellationToken cancellationToken)
        => FailAsync(received, "The document could not be parsed: the stage failed repeatedly.", cancellationToken);

    private Task FailAsync(Received<DocumentUploaded> received, string reason, CancellationToken cancellationToken)
        => publisher.PublishAsync(
            new DocumentFailed
            {
                EventId = NameBasedGuid.Create(EventIds, $"{received.Event.DocumentId}/{received.Event.Version}/failed"),
                Timestamp = time.GetUtcNow(),
                DocumentId = received.Event.DocumentId,
                Version = received.Event.Version,
                Stage = "parse",
                Reason = reason,
            },
            received.Trace,
            cancellationToken);

    private DocumentChunked Chunked(DocumentUploaded uploaded, DocumentContent content, int total, DocumentChunk[] batch) => new()
    {
        EventId = NameBasedGuid.Create(EventIds, string.Create(CultureInfo.InvariantCulture, $"{uploaded.DocumentId}/{uploaded.Version}/{batch[0].Index}")),
        Timestamp = time.GetUtcNow(),
        DocumentId = uploaded.DocumentId,
        Version = uploaded.Version,
        Title = content.Document.Title,
        TotalChunks = total,
        Chunks = batch,
        Tenant = uploaded.Tenant,
        Source = uploaded.Source,
        Language = content.Language,
        Tags = content.Tags,
        PublishedAt = content.PublishedAt,
    };
}
