using EventAi.Contracts;
using EventAi.Embedding;
using EventAi.Emulators.Qdrant;
using EventAi.HybridSearch;
using EventAi.Support;
using EventAi.Vectors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Qdrant.Client;
using StackExchange.Redis;

namespace EventAi.Services.Tests.Embedding;

/// <summary>The embedding service's parts around a vector store and a redis-server of its own, with a model of the test's.</summary>
public sealed class IndexFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private QdrantServer _store = null!;
    private RedisServer _server = null!;

    public QdrantClient Qdrant { get; private set; } = null!;

    public ConnectionMultiplexer Redis { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _store = await QdrantServer.StartAsync(new QdrantOptions { GrpcPort = 0, RestPort = 0, Data = _folder.Path, FlushSeconds = 60 });
        _server = await RedisServer.StartAsync();
        Redis = await _server.ConnectAsync();
        Qdrant = new QdrantClient(_store.GrpcAddress);
    }

    public async Task DisposeAsync()
    {
        Qdrant.Dispose();
        await Redis.DisposeAsync();
        await _server.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A service configured for one model; it knows the others by name.</summary>
    internal Parts With(string alias, FakeModel wanted, params FakeModel[] others)
    {
        var vectors = Options.Create(new VectorOptions { Collection = alias, EmbeddingModel = wanted.Model.Name });
        var options = Options.Create(new EmbeddingOptions { ReembeddingPage = 7 });
        var models = new EmbeddingModels(wanted, Substitute.For<IHttpClientFactory>(), vectors);
        foreach (var other in others)
        {
            models.Add(other.Model);
        }
        var targets = new IndexTargets(Qdrant, models, vectors, TimeProvider.System);
        var embedder = new ChunkEmbedder(new EmbeddingBatcher(options, TimeProvider.System), new VectorCache(Redis, options), new Bm25Encoder(new Bm25Options()));
        var index = new ChunkIndex(Qdrant, targets, options);
        var reembedding = new Reembedding(Qdrant, targets, embedder, models, Redis, vectors, options, TimeProvider.System, NullLogger<Reembedding>.Instance) { Grace = TimeSpan.Zero };
        return new Parts(targets, embedder, index, new DescriptionStore(Redis), reembedding);
    }

    public static DocumentChunked Chunked(string id, long version, int first, int count, int total, params string[] tags) => new()
    {
        EventId = Guid.NewGuid(),
        Timestamp = TimeProvider.System.GetUtcNow(),
        DocumentId = id,
        Version = version,
        Title = id,
        TotalChunks = total,
        Tags = tags,
        Language = "en",
        Chunks = [.. Enumerable.Range(first, count).Select(index => new DocumentChunk { Index = index, Text = $"Text {index} of {id} in version {version}.", TitlePath = "Heading", Offset = index * 10, Length = 9 })],
    };

    internal sealed record Parts(IndexTargets Targets, ChunkEmbedder Embedder, ChunkIndex Index, DescriptionStore Descriptions, Reembedding Reembedding);
}
