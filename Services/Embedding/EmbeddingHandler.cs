using System.Diagnostics.Metrics;
using EventAi.Contracts;
using EventAi.HybridSearch;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Vectors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace EventAi.Embedding;

/// <summary>
/// Chunks of many documents in one go: embedded in few model calls, written in few upserts. Once a document's last chunk is in,
/// the points of its older versions go and <see cref="DocumentIndexed"/> is said.
/// </summary>
public sealed class EmbeddingHandler(
    IEmbeddingGenerator<string, Embedding<float>> generator, Bm25Encoder sparse, ChunkIndex index, IEventPublisher publisher, TimeProvider time,
    IOptions<VectorOptions> vectors, IOptions<EmbeddingOptions> options)
    : IEventBatchHandler<DocumentChunked>, IDeadLetterHandler<DocumentChunked>
{
    private static readonly Guid EventIds = new("5d9c7f32-1f3c-4a86-8a1d-3c6e8d2b9b77");

    private static readonly Histogram<double> Duration = EventAiTelemetry.Meter.CreateHistogram<double>("eventai.embedding.duration", "s", "Duration of one call of the embedding model");

    public async Task HandleAsync(IReadOnlyList<Received<DocumentChunked>> batch, CancellationToken cancellationToken)
    {
        var chunks = batch.SelectMany(static received => received.Event.Chunks.Select(chunk => (Document: received.Event, Chunk: chunk))).ToArray();
        var points = new List<EmbeddedChunk>(chunks.Length);
        foreach (var call in chunks.Chunk(options.Value.TextsPerCall))
        {
            var embeddings = await EmbedAsync([.. call.Select(static item => item.Chunk.Text)], cancellationToken);
            points.AddRange(call.Select((item, position) => new EmbeddedChunk(
                item.Document, item.Chunk, embeddings[position].Vector.ToArray(), sparse.EncodeDocument(item.Chunk.Text))));
        }
        await index.UpsertAsync(points, cancellationToken);
        var finished = batch.Where(static received => IsLast(received.Event)).ToArray();
        await index.ShowAsync([.. finished.Select(static received => received.Event)], cancellationToken);
        foreach (var received in finished)
        {
            await publisher.PublishAsync(Indexed(received.Event), received.Trace, cancellationToken);
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

    private async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(string[] texts, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var embeddings = await generator.GenerateAsync(texts, cancellationToken: cancellationToken);
        Duration.Record(time.GetElapsedTime(started).TotalSeconds);
        return embeddings.Count == texts.Length
            ? embeddings
            : throw new InvalidDataException($"The model answered {embeddings.Count} vectors to {texts.Length} texts.");
    }

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
