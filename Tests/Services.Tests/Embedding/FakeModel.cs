using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using EventAi.Embedding;
using Microsoft.Extensions.AI;

namespace EventAi.Services.Tests.Embedding;

/// <summary>A model whose vectors are hashes of the texts, and which counts what it is asked.</summary>
internal sealed class FakeModel(string name, int dimension) : IEmbeddingGenerator<string, Embedding<float>>
{
    private int _running;

    public EmbeddingModel Model => new(name, this);

    public ConcurrentQueue<string[]> Calls { get; } = new();

    public int MostAtOnce { get; private set; }

    /// <summary>Calls wait for it where it is set.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public Exception? Failure { get; set; }

    public float[] VectorOf(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name + text));
        return [.. Enumerable.Range(0, dimension).Select(index => hash[index % hash.Length] - 127.5f)];
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToArray();
        Calls.Enqueue(texts);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        await Gate.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
        Interlocked.Decrement(ref _running);
        return Failure is null ? new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(VectorOf(text)))) : throw Failure;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
