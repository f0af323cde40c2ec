using System.ComponentModel.DataAnnotations;

namespace EventAi.Retrieval;

/// <summary>Section <c>Retrieval</c>.</summary>
public sealed class RetrievalOptions
{
    /// <summary>Chat model that answers.</summary>
    [Required]
    public string ChatModel { get; set; } = "extractive";

    /// <summary>Passages given to the model as context.</summary>
    [Range(1, 50)]
    public int ContextPassages { get; set; } = 8;

    /// <summary>Longest query or question, characters.</summary>
    [Range(1, 100_000)]
    public int MaxQueryLength { get; set; } = 2000;
}
