using System.ComponentModel.DataAnnotations;

namespace EventAi.HybridSearch;

/// <summary>BM25's parameters (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009).</summary>
public sealed class Bm25Options
{
    /// <summary>k1: how soon a term's repetition stops to count.</summary>
    [Range(0, 10)]
    public double Saturation { get; set; } = 1.5;

    /// <summary>b: how far the terms of a long text count less; 0 not at all, 1 in full.</summary>
    [Range(0, 1)]
    public double LengthNormalization { get; set; } = 0.75;

    /// <summary>
    /// Terms of an average text of the collection, after stop words are gone. A fixed number keeps the vectors of a growing collection
    /// comparable; where the whole collection is at hand, its own average is better.
    /// </summary>
    [Range(1, 100_000)]
    public double AverageLength { get; set; } = 100;
}
