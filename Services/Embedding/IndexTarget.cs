namespace EventAi.Embedding;

/// <summary>A collection that chunks are written to, and the model that makes its vectors.</summary>
public sealed record IndexTarget(string Collection, EmbeddingModel Model);
