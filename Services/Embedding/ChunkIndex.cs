using EventAi.Contracts;
using EventAi.ServiceDefaults;
using EventAi.Vectors;
using Microsoft.Extensions.Options;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Embedding;

/// <summary>The points of all chunks. Ids are derived from document, version and position, so writing again replaces.</summary>
public sealed class ChunkIndex(QdrantClient qdrant, IOptions<VectorOptions> vectors, IOptions<EmbeddingOptions> options)
{
    private static readonly Guid PointIds = new("2f4d6c1a-5a0b-4c37-8c4e-0d9f1e3b7a66");

    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _exists;

    public async Task UpsertAsync(IReadOnlyList<(DocumentChunked Document, DocumentChunk Chunk, float[] Vector)> chunks, CancellationToken cancellationToken)
    {
        await EnsureCollectionAsync((ulong)chunks[0].Vector.Length, cancellationToken);
        foreach (var batch in chunks.Chunk(options.Value.PointsPerUpsert))
        {
            await qdrant.UpsertAsync(vectors.Value.Collection, [.. batch.Select(item => Point(item.Document, item.Chunk, item.Vector))], cancellationToken: cancellationToken);
        }
    }

    /// <summary>Removes a document's points of versions below <paramref name="version"/>.</summary>
    public Task DeleteBelowAsync(string documentId, long version, CancellationToken cancellationToken)
        => DeleteAsync(documentId, new Qdrant.Client.Grpc.Range { Lt = version }, cancellationToken);

    /// <summary>Removes a document's points of versions up to and with <paramref name="version"/>.</summary>
    public Task DeleteUpToAsync(string documentId, long version, CancellationToken cancellationToken)
        => DeleteAsync(documentId, new Qdrant.Client.Grpc.Range { Lte = version }, cancellationToken);

    private async Task DeleteAsync(string documentId, Qdrant.Client.Grpc.Range versions, CancellationToken cancellationToken)
    {
        if (!_exists && !await qdrant.CollectionExistsAsync(vectors.Value.Collection, cancellationToken))
        {
            return;
        }
        var filter = new Filter();
        filter.Must.Add(Conditions.MatchKeyword(ChunkPayload.DocumentId, documentId));
        filter.Must.Add(Conditions.Range(ChunkPayload.Version, versions));
        await qdrant.DeleteAsync(vectors.Value.Collection, filter, cancellationToken: cancellationToken);
    }

    private PointStruct Point(DocumentChunked document, DocumentChunk chunk, float[] vector) => new()
    {
        Id = NameBasedGuid.Create(PointIds, $"{document.DocumentId}/{document.Version}/{chunk.Index}"),
        Vectors = vector,
        Payload =
        {
            [ChunkPayload.DocumentId] = document.DocumentId,
            [ChunkPayload.Version] = document.Version,
            [ChunkPayload.Index] = chunk.Index,
            [ChunkPayload.Title] = document.Title,
            [ChunkPayload.TitlePath] = chunk.TitlePath,
            [ChunkPayload.Text] = chunk.Text,
            [ChunkPayload.Offset] = chunk.Offset,
            [ChunkPayload.Model] = vectors.Value.EmbeddingModel,
        },
    };

    private async Task EnsureCollectionAsync(ulong size, CancellationToken cancellationToken)
    {
        if (_exists)
        {
            return;
        }
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_exists && !await qdrant.CollectionExistsAsync(vectors.Value.Collection, cancellationToken))
            {
                await CreateAsync(size, cancellationToken);
            }
            _exists = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task CreateAsync(ulong size, CancellationToken cancellationToken)
    {
        try
        {
            await qdrant.CreateCollectionAsync(vectors.Value.Collection, new VectorParams { Size = size, Distance = Distance.Cosine }, cancellationToken: cancellationToken);
        }
        catch (Grpc.Core.RpcException exception) when (exception.StatusCode is Grpc.Core.StatusCode.AlreadyExists or Grpc.Core.StatusCode.InvalidArgument)
        {
            // Another replica was first; a real mistake shows again below.
        }
        await qdrant.CreatePayloadIndexAsync(vectors.Value.Collection, ChunkPayload.DocumentId, PayloadSchemaType.Keyword, cancellationToken: cancellationToken);
        await qdrant.CreatePayloadIndexAsync(vectors.Value.Collection, ChunkPayload.Version, PayloadSchemaType.Integer, cancellationToken: cancellationToken);
    }
}
