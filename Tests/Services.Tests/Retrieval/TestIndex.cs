using System.Globalization;
using EventAi.Contracts;
using EventAi.HybridSearch;
using EventAi.ServiceDefaults;
using EventAi.Vectors;
using Microsoft.Extensions.AI;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Services.Tests.Retrieval;

/// <summary>Writes chunks as the contract says; knows nothing of the embedding service's own code.</summary>
public sealed class TestIndex(QdrantClient qdrant, IEmbeddingGenerator<string, Embedding<float>> generator)
{
    private static readonly Guid Space = new("6cbb3fd6-8f0f-4c5b-b8f6-0a3c8fca0d11");
    private readonly Bm25Encoder _encoder = new(new Bm25Options());
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _exists;

    /// <summary>One document of as many chunks as there are texts; offsets run as if they stood one after another.</summary>
    public async Task AddAsync(
        string document, IReadOnlyList<string> texts, string? title = null, string? titlePath = null, long version = 1, string? language = null, string[]? tags = null,
        string? source = null, DateTimeOffset? publishedAt = null, int page = 0, bool current = true)
    {
        var embeddings = await generator.GenerateAsync(texts);
        await EnsureAsync(embeddings[0].Vector.Length);
        var offset = 0;
        var points = new List<PointStruct>();
        for (var index = 0; index < texts.Count; index++)
        {
            var sparse = _encoder.EncodeDocument(texts[index]);
            var vectors = new Dictionary<string, Vector>(StringComparer.Ordinal) { [ChunkVectors.Dense] = embeddings[index].Vector.ToArray() };
            if (!sparse.IsEmpty)
            {
                vectors[ChunkVectors.Text] = (sparse.Values, sparse.Indices);
            }
            var point = new PointStruct
            {
                Id = NameBasedGuid.Create(Space, $"{document}/{version}/{index}"),
                Vectors = vectors,
                Payload =
                {
                    [ChunkPayload.DocumentId] = document,
                    [ChunkPayload.Version] = version,
                    [ChunkPayload.Index] = index,
                    [ChunkPayload.Title] = title ?? document,
                    [ChunkPayload.TitlePath] = titlePath ?? "",
                    [ChunkPayload.Text] = texts[index],
                    [ChunkPayload.Offset] = offset,
                    [ChunkPayload.Length] = texts[index].Length,
                    [ChunkPayload.Page] = page,
                    [ChunkPayload.Model] = "use-lite",
                    [ChunkPayload.Source] = source ?? "api",
                    [ChunkPayload.Tags] = tags ?? [],
                    [ChunkPayload.Tenant] = DocumentUploaded.DefaultTenant,
                    [ChunkPayload.Current] = current,
                },
            };
            if (language is not null)
            {
                point.Payload[ChunkPayload.Language] = language;
            }
            if (publishedAt is { } published)
            {
                point.Payload[ChunkPayload.PublishedAt] = published.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            }
            points.Add(point);
            offset += texts[index].Length + 1;
        }
        await qdrant.UpsertAsync("chunks", points);
    }

    public Task RemoveAsync(string document) => qdrant.DeleteAsync("chunks", (Filter)Conditions.MatchKeyword(ChunkPayload.DocumentId, document));

    private async Task EnsureAsync(int dimension)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_exists)
            {
                var name = ChunkCollection.NameOf("chunks", "use-lite", dimension);
                await ChunkCollection.CreateAsync(qdrant, name, dimension, CancellationToken.None);
                await qdrant.CreateAliasAsync("chunks", name);
                _exists = true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
