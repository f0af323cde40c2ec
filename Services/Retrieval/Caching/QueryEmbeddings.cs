using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using EventAi.Retrieval.Answers;
using EventAi.Vectors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace EventAi.Retrieval.Caching;

/// <summary>Vectors of queries: from this process, from Redis, or from the model. A text's vector never changes for one model.</summary>
public sealed class QueryEmbeddings(
    IEmbeddingGenerator<string, Embedding<float>> generator, CacheServer server, CacheMetrics metrics, IOptions<VectorOptions> vectors, IOptions<CachingOptions> options) : IDisposable
{
    private const int InProcess = 4096;

    private readonly ConcurrentDictionary<(string Model, string Text), Lazy<Task<float[]>>> _fetched = new();
    private readonly MemoryCache _near = new(new MemoryCacheOptions { SizeLimit = InProcess });

    /// <summary>By the configured model.</summary>
    public ValueTask<float[]> OfAsync(string text, CancellationToken cancellationToken) => OfAsync(text, vectors.Value.EmbeddingModel, generator, cancellationToken);

    /// <summary>By the model that the index is of, which is another one while the index is written anew.</summary>
    public ValueTask<float[]> OfAsync(string text, ActiveIndex index, CancellationToken cancellationToken) => OfAsync(text, index.Model, index.Generator, cancellationToken);

    public void Dispose() => _near.Dispose();

    private async ValueTask<float[]> OfAsync(string text, string model, IEmbeddingGenerator<string, Embedding<float>> embedder, CancellationToken cancellationToken)
    {
        if (options.Value.Enabled && _near.TryGetValue((model, text), out float[]? near) && near is not null)
        {
            metrics.Hit(CacheKind.Embedding, Cost(text));
            return near;
        }
        // Whoever asks meanwhile waits for the same vector; it is fetched for all of them, so none of them can cancel it.
        var fetched = _fetched.GetOrAdd((model, text), new Lazy<Task<float[]>>(() => FetchAsync(text, model, embedder)));
        try
        {
            return await fetched.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            _fetched.TryRemove(KeyValuePair.Create((model, text), fetched));
        }
    }

    private async Task<float[]> FetchAsync(string text, string model, IEmbeddingGenerator<string, Embedding<float>> embedder)
    {
        var key = CacheKeys.Embedding(model, text);
        if ((await server.GetAsync(key))[0] is { HasValue: true } kept)
        {
            metrics.Hit(CacheKind.Embedding, Cost(text));
            return Remember(model, text, MemoryMarshal.Cast<byte, float>(((ReadOnlyMemory<byte>)kept).Span).ToArray());
        }
        metrics.Missed(CacheKind.Embedding);
        var vector = (await embedder.GenerateAsync([text]))[0].Vector.ToArray();
        _ = server.SetAsync(key, MemoryMarshal.AsBytes<float>(vector).ToArray(), options.Value.EmbeddingLifetime);
        return Remember(model, text, vector);
    }

    private float[] Remember(string model, string text, float[] vector)
    {
        if (options.Value.Enabled)
        {
            _near.Set((model, text), vector, new MemoryCacheEntryOptions { Size = 1 });
        }
        return vector;
    }

    private double Cost(string text) => metrics.CostOfEmbedding(TokenCount.Of(text));
}
