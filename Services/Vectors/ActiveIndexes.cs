using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OllamaSharp;
using Qdrant.Client;

namespace EventAi.Vectors;

/// <summary>
/// The collection that the alias stands for, and its model: the configured one, but while the index is written anew for another model still the
/// old one. Looked up every two seconds; the old collection stays for a minute after the alias has moved, so a search never meets the wrong vectors.
/// </summary>
public sealed class ActiveIndexes(
    QdrantClient qdrant, IEmbeddingGenerator<string, Embedding<float>> configured, IHttpClientFactory clients, IOptions<VectorOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, IEmbeddingGenerator<string, Embedding<float>>> _others = new(StringComparer.Ordinal);
    private Read? _read;

    /// <exception cref="Grpc.Core.RpcException">The store does not answer.</exception>
    public async ValueTask<ActiveIndex> GetAsync(CancellationToken cancellationToken)
    {
        if (_read is { } read && time.GetElapsedTime(read.At) < Fresh)
        {
            return read.Index;
        }
        var index = await ReadAsync(cancellationToken);
        _read = new Read(index, time.GetTimestamp());
        return index;
    }

    private async Task<ActiveIndex> ReadAsync(CancellationToken cancellationToken)
    {
        var (alias, wanted) = (options.Value.Collection, options.Value.EmbeddingModel);
        // No alias yet: no document was indexed yet, and a search of the alias says so.
        var behind = await ChunkCollection.BehindAliasAsync(qdrant, alias, cancellationToken) ?? alias;
        if (behind == _read?.Index.Collection)
        {
            return _read.Index;
        }
        var model = ChunkCollection.IsOf(behind, alias, wanted) || behind == alias ? wanted : await ChunkCollection.ModelOfAsync(qdrant, behind, cancellationToken) ?? wanted;
        return new ActiveIndex(behind, model, model == wanted ? configured : _others.GetOrAdd(model, name => new OllamaApiClient(clients.CreateClient("ollama"), name)));
    }

    private sealed record Read(ActiveIndex Index, long At);
}
