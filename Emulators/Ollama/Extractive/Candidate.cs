namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>A sentence of the context that may answer.</summary>
/// <param name="Block">Number of its block.</param>
/// <param name="Order">Its place among all sentences of the prompt.</param>
/// <param name="Text">As it stands in the context.</param>
/// <param name="Words">Its content words and how often each occurs.</param>
/// <param name="Length">Number of its content words.</param>
/// <param name="HeadingWords">Those of its block's heading.</param>
internal sealed record Candidate(int Block, int Order, string Text, IReadOnlyDictionary<string, int> Words, int Length, HashSet<string> HeadingWords)
{
    /// <summary>Share of the question's content, weighted by rarity, that the sentence and its heading hold; 0 to 1.</summary>
    public double Overlap { get; set; }

    /// <summary>BM25 as a share of what a sentence of average length with each of the question's words once would have.</summary>
    public double Bm25 { get; set; }

    /// <summary>Cosine of the embeddings of question and sentence.</summary>
    public double Similarity { get; set; }

    public float[]? Vector { get; set; }

    public double Score { get; set; }
}
