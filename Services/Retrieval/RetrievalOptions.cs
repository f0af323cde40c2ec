using System.ComponentModel.DataAnnotations;

namespace EventAi.Retrieval;

/// <summary>Section <c>Retrieval</c>.</summary>
public sealed class RetrievalOptions
{
    /// <summary>Chat model that answers.</summary>
    [Required]
    public string ChatModel { get; set; } = "extractive";

    /// <summary>Passages given to the model as context, at most.</summary>
    [Range(1, 50)]
    public int ContextPassages { get; set; } = 8;

    /// <summary>Tokens of the prompt (instructions, history, passages, question), as estimated; passages and history that do not fit are left out.</summary>
    [Range(256, 1_000_000)]
    public int PromptTokens { get; set; } = 4096;

    /// <summary>Tokens of an answer, at most.</summary>
    [Range(16, 100_000)]
    public int AnswerTokens { get; set; } = 512;

    /// <summary>Share of a question, each term weighed by its rarity, that the passages an answer cites must speak of.</summary>
    [Range(0, 1)]
    public double LeastCoverage { get; set; } = 0.6;

    /// <summary>The same for a question with a word that no passage of the collection is known to hold.</summary>
    [Range(0, 1)]
    public double LeastCoverageOfStrangeQuestion { get; set; } = 0.7;

    /// <summary>Longest query or question, characters.</summary>
    [Range(1, 100_000)]
    public int MaxQueryLength { get; set; } = 8000;

    /// <summary>Results of each arm that a hybrid search fuses; more of them cost time and change little: on Cranfield nDCG@10 is 0.381 with 100 and 0.382 with 200.</summary>
    [Range(1, 1000)]
    public int Candidates { get; set; } = 100;

    /// <summary>Weight of the words in a hybrid search, 0 to 1; without one it follows from the collection.</summary>
    [Range(0, 1)]
    public double? SparseWeight { get; set; }

    /// <summary>ISO 639-1 codes of the languages that the embedding model was trained on, parted by commas; empty means all.</summary>
    public string ModelLanguages { get; set; } = "en";

    internal string[] EmbeddingLanguages => ModelLanguages.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
