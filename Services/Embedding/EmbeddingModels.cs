using System.Collections.Concurrent;
using EventAi.Vectors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OllamaSharp;

namespace EventAi.Embedding;

/// <summary>The model in use, and those that the index was written with before.</summary>
public sealed class EmbeddingModels(IEmbeddingGenerator<string, Embedding<float>> configured, IHttpClientFactory clients, IOptions<VectorOptions> options)
{
    private readonly ConcurrentDictionary<string, EmbeddingModel> _others = new(StringComparer.Ordinal);

    /// <summary>The configured one.</summary>
    public EmbeddingModel Wanted { get; } = new(options.Value.EmbeddingModel, configured);

    /// <summary>A model that is reached otherwise than by its name.</summary>
    internal void Add(EmbeddingModel model) => _others[model.Name] = model;

    public EmbeddingModel Named(string name)
        => name == Wanted.Name ? Wanted : _others.GetOrAdd(name, added => new EmbeddingModel(added, new OllamaApiClient(clients.CreateClient("ollama"), added)));
}
