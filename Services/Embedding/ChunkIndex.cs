using System.Globalization;
using EventAi.Contracts;
using EventAi.ServiceDefaults;
using EventAi.Vectors;
using Microsoft.Extensions.Options;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using Range = Qdrant.Client.Grpc.Range;

namespace EventAi.Embedding;

/// <summary>The points of all chunks. Ids are derived from document, version and position, so writing again replaces.</summary>
public sealed class ChunkIndex(QdrantClient qdrant, IOptions<VectorOptions> vectors, IOptions<EmbeddingOptions> options)
{
    private static readonly Guid PointIds = new("2f4d6c1a-5a0b-4c37-8c4e-0d9f1e3b7a66");

    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _exists;

    private string Alias => vectors.Value.Collection;

    /// <summary>Writes points. A version that is written whole at once can be found at once, any other from <see cref="ShowAsync"/> on.</summary>
    public async Task UpsertAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken)
    {
        await EnsureCollectionAsync(chunks[0].Dense.Length, cancellationToken);
        foreach (var batch in chunks.Chunk(options.Value.PointsPerUpsert))
        {
            await qdrant.UpsertAsync(Alias, [.. batch.Select(Point)], cancellationToken: cancellationToken);
        }
    }

    /// <summary>Lets searches find all chunks of these versions, in one request, and then removes the points of their older versions.</summary>
    public async Task ShowAsync(IReadOnlyList<DocumentChunked> finished, CancellationToken cancellationToken)
    {
        var hidden = finished.Where(static document => !IsWhole(document)).ToArray();
        if (hidden.Length > 0)
        {
            await qdrant.SetPayloadAsync(
                Alias, new Dictionary<string, Value>(StringComparer.Ordinal) { [ChunkPayload.Current] = true },
                [.. hidden.SelectMany(static document => Enumerable.Range(0, document.TotalChunks).Select(index => PointId(document, index)))],
                cancellationToken: cancellationToken);
        }
        var older = new Filter();
        older.Should.AddRange(finished.Where(static document => document.Version > 1)
            .Select(static document => Conditions.Filter(Versions(document.DocumentId, new Range { Lt = document.Version }))));
        if (older.Should.Count > 0)
        {
            await qdrant.DeleteAsync(Alias, older, cancellationToken: cancellationToken);
        }
    }

    /// <summary>Removes a document's points of versions up to and with <paramref name="version"/>.</summary>
    public async Task DeleteUpToAsync(string documentId, long version, CancellationToken cancellationToken)
    {
        if (_exists || await ChunkCollection.BehindAliasAsync(qdrant, Alias, cancellationToken) is not null)
        {
            await qdrant.DeleteAsync(Alias, Versions(documentId, new Range { Lte = version }), cancellationToken: cancellationToken);
        }
    }

    private static Filter Versions(string documentId, Range versions)
        => new() { Must = { Conditions.MatchKeyword(ChunkPayload.DocumentId, documentId), Conditions.Range(ChunkPayload.Version, versions) } };

    private static Guid PointId(DocumentChunked document, int index)
        => NameBasedGuid.Create(PointIds, string.Create(CultureInfo.InvariantCulture, $"{document.DocumentId}/{document.Version}/{index}"));

    private static bool IsWhole(DocumentChunked document) => document.Chunks.Count == document.TotalChunks;

    private PointStruct Point(EmbeddedChunk embedded)
    {
        var (document, chunk) = (embedded.Document, embedded.Chunk);
        var named = new Dictionary<string, Vector>(StringComparer.Ordinal) { [ChunkVectors.Dense] = embedded.Dense };
        if (!embedded.Sparse.IsEmpty)
        {
            named[ChunkVectors.Text] = (embedded.Sparse.Values, embedded.Sparse.Indices);
        }
        var point = new PointStruct
        {
            Id = PointId(document, chunk.Index),
            Vectors = named,
            Payload =
            {
                [ChunkPayload.DocumentId] = document.DocumentId,
                [ChunkPayload.Version] = document.Version,
                [ChunkPayload.Index] = chunk.Index,
                [ChunkPayload.Title] = document.Title,
                [ChunkPayload.TitlePath] = chunk.TitlePath,
                [ChunkPayload.Text] = chunk.Text,
                [ChunkPayload.Offset] = chunk.Offset,
                [ChunkPayload.Length] = chunk.Length > 0 ? chunk.Length : chunk.Text.Length,
                [ChunkPayload.Page] = chunk.Page,
                [ChunkPayload.Model] = vectors.Value.EmbeddingModel,
                [ChunkPayload.Source] = document.Source,
                [ChunkPayload.Tenant] = document.Tenant,
                [ChunkPayload.Tags] = document.Tags.ToArray(),
                [ChunkPayload.Current] = IsWhole(document),
            },
        };
        if (document.Language.Length > 0)
        {
            point.Payload[ChunkPayload.Language] = document.Language;
        }
        if (document.PublishedAt is { } published)
        {
            point.Payload[ChunkPayload.PublishedAt] = published.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        }
        return point;
    }

    private async Task EnsureCollectionAsync(int dimension, CancellationToken cancellationToken)
    {
        if (_exists)
        {
            return;
        }
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_exists && await ChunkCollection.BehindAliasAsync(qdrant, Alias, cancellationToken) is null)
            {
                var name = ChunkCollection.NameOf(Alias, vectors.Value.EmbeddingModel, dimension);
                await ChunkCollection.CreateAsync(qdrant, name, dimension, cancellationToken);
                await qdrant.CreateAliasAsync(Alias, name, cancellationToken: cancellationToken);
            }
            _exists = true;
        }
        finally
        {
            _gate.Release();
        }
    }
}
