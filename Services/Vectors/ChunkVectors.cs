namespace EventAi.Vectors;

/// <summary>Names of the vectors that a chunk's point has.</summary>
public static class ChunkVectors
{
    /// <summary>The embedding model's vector: cosine distance, the model's dimension.</summary>
    public const string Dense = "dense";

    /// <summary>
    /// The sparse vector of <see cref="HybridSearch.Bm25Encoder"/>, which the store multiplies by the inverse document frequency (modifier
    /// "idf"). A document's language is detected by the encoder of the write side from the whole document; absent where a chunk has no terms.
    /// </summary>
    public const string Text = "text";
}
