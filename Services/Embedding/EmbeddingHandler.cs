using EventAi.Contracts;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Vectors;
using Microsoft.Extensions.Options;

namespace EventAi.Embedding;

/// <summary>
/// Chunks of many documents in one go: embedded in few model calls, written in few upserts. Once a document's last chunk is in, its version
/// is made visible, the points of its older versions go, and <see cref="DocumentIndexed"/> is said.
/// </summary>
public sealed class EmbeddingHandler(ChunkEmbedder embedder, ChunkIndex index, DescriptionStore descriptions, IEventPublisher publisher, TimeProvider time, IOptions<VectorOptions> vectors)
    : IEventBatchHandler<DocumentChunked>, IDeadLetterHandler<DocumentChunked>
{
    private static readonly Guid EventIds = new("5d9c7f32-1f3c-4a86-8a1d-3c6e8d2b9b77");

    public async Task HandleAsync(IReadOnlyList<Received<DocumentChunked>> batch, CancellationToken cancellationToken)
    {
        (DocumentChunked, DocumentChunk)[] chunks = [.. batch.SelectMany(static received => received.Event.Chunks.Select(chunk => (received.Event, chunk)))];
        var documents = batch.Select(static received => received.Event).DistinctBy(static document => (document.DocumentId, document.Version)).ToArray();
        IReadOnlyList<DocumentDescribed> written = [];
        foreach (var target in await index.TargetsAsync(cancellationToken))
        {
            var embedded = await embedder.EmbedAsync(target.Model, chunks, cancellationToken);
            written = await descriptions.FindAsync(documents); // as late as can be: most are there by now
            await index.UpsertAsync(target, embedded, written, cancellationToken);
        }
        var finished = batch.Where(static received => IsLast(received.Event)).ToArray();
        if (finished.Length > 0)
        {
            await FinishAsync(finished, written, cancellationToken);
        }
    }

    public Task OnDeadLetterAsync(Received<DocumentChunked> received, string reason, CancellationToken cancellationToken)
        => publisher.PublishAsync(
            new DocumentFailed
            {
                EventId = NameBasedGuid.Create(EventIds, $"{received.Event.DocumentId}/{received.Event.Version}/failed"),
                Timestamp = time.GetUtcNow(),
                DocumentId = received.Event.DocumentId,
                Version = received.Event.Version,
                Stage = "embed",
                Reason = reason.Length <= 4096 ? reason : reason[..4096],
            },
            received.Trace,
            cancellationToken);

    /// <summary>A document's batches come in order: with its last chunk written, all are.</summary>
    private static bool IsLast(DocumentChunked chunked) => chunked.Chunks[^1].Index == chunked.TotalChunks - 1;

    private async Task FinishAsync(Received<DocumentChunked>[] finished, IReadOnlyList<DocumentDescribed> written, CancellationToken cancellationToken)
    {
        await Task.WhenAll(finished.Select(received => publisher.PublishAsync(Embedded(received.Event), received.Trace, cancellationToken)));
        DocumentChunked[] documents = [.. finished.Select(static received => received.Event)];
        var known = written.Select(static description => description.EventId).ToHashSet();
        // All points of a document of several events want it, also those that were written before it was known.
        var several = documents.Where(static document => !ChunkPoint.IsWhole(document)).Select(static document => document.DocumentId).ToHashSet(StringComparer.Ordinal);
        var late = (await descriptions.FindAsync(documents)).Where(description => !known.Contains(description.EventId) || several.Contains(description.DocumentId));
        await index.DescribeAsync([.. late], cancellationToken);
        await index.ShowAsync(documents, cancellationToken);
        await Task.WhenAll(finished.Select(received => publisher.PublishAsync(Indexed(received.Event), received.Trace, cancellationToken)));
    }

    private DocumentEmbedded Embedded(DocumentChunked last) => new()
    {
        EventId = NameBasedGuid.Create(EventIds, $"{last.DocumentId}/{last.Version}/embedded"),
        Timestamp = time.GetUtcNow(),
        DocumentId = last.DocumentId,
        Version = last.Version,
        Chunks = last.TotalChunks,
        ModelId = vectors.Value.EmbeddingModel,
        ModelVersion = "1",
        Tenant = last.Tenant,
    };

    private DocumentIndexed Indexed(DocumentChunked last) => new()
    {
        EventId = NameBasedGuid.Create(EventIds, $"{last.DocumentId}/{last.Version}/indexed"),
        Timestamp = time.GetUtcNow(),
        DocumentId = last.DocumentId,
        Version = last.Version,
        Chunks = last.TotalChunks,
        ModelId = vectors.Value.EmbeddingModel,
        ModelVersion = "1",
        Tenant = last.Tenant,
    };
}
