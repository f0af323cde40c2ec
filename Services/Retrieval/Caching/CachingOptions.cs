using System.ComponentModel.DataAnnotations;

namespace EventAi.Retrieval.Caching;

/// <summary>Section <c>Caching</c>: what Redis keeps of embeddings, searches and answers, and what a model's tokens cost.</summary>
public sealed class CachingOptions
{
    /// <summary>Off: everything is computed anew.</summary>
    public bool Enabled { get; set; } = true;

    public TimeSpan EmbeddingLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>At the latest then a search is run again; a changed document that could be among its results drops it at once.</summary>
    public TimeSpan SearchLifetime { get; set; } = TimeSpan.FromMinutes(10);

    public TimeSpan AnswerLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Cosine of two questions from which on they may be the same one; above 1 only the very same question is.</summary>
    [Range(0.5, 2)]
    public double AnswerThreshold { get; set; } = 0.92;

    /// <summary>Answers that are compared with a new question.</summary>
    [Range(0, 20_000)]
    public int MaxAnswers { get; set; } = 2000;

    /// <summary>Searches and answers that are kept; further ones are not until some have gone.</summary>
    [Range(0, 1_000_000)]
    public int MaxEntries { get; set; } = 20_000;

    /// <summary>Price of a million tokens of a prompt, in <see cref="Currency"/>.</summary>
    [Range(0, 1_000_000)]
    public double PromptTokenPrice { get; set; } = 0.15;

    /// <summary>Price of a million tokens of an answer.</summary>
    [Range(0, 1_000_000)]
    public double AnswerTokenPrice { get; set; } = 0.60;

    /// <summary>Price of a million tokens that are embedded.</summary>
    [Range(0, 1_000_000)]
    public double EmbeddingTokenPrice { get; set; } = 0.02;

    /// <summary>ISO 4217.</summary>
    [Required]
    public string Currency { get; set; } = "USD";
}
