using Microsoft.Extensions.AI;

namespace EventAi.Embedding;

/// <summary>An embedding model by its name.</summary>
public sealed record EmbeddingModel(string Name, IEmbeddingGenerator<string, Embedding<float>> Generator);
