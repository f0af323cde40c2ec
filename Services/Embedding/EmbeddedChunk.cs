using EventAi.Contracts;
using EventAi.HybridSearch;

namespace EventAi.Embedding;

/// <summary>A chunk with its vectors, ready to be written.</summary>
public sealed record EmbeddedChunk(DocumentChunked Document, DocumentChunk Chunk, float[] Dense, SparseVector Sparse);
