using Microsoft.Extensions.AI;

namespace EventAi.Vectors;

/// <summary>What a search goes to: a collection by its own name, and the model that its vectors are of. The two belong together; the alias alone would not say which model.</summary>
public sealed record ActiveIndex(string Collection, string Model, IEmbeddingGenerator<string, Embedding<float>> Generator);
