using EventAi.Retrieval.Search;

namespace EventAi.Retrieval.Answers;

/// <summary>Body of <c>POST /ask</c>: a question to be answered from the documents.</summary>
public sealed record AskRequest
{
    public string? Question { get; init; }

    /// <summary>Goes on with a conversation; any new name (letters, digits, <c>-</c> and <c>_</c>, at most 64) begins one.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Only documents that are so are read.</summary>
    public SearchFilters? Filters { get; init; }

    /// <summary>Only within this document; the same as <see cref="SearchFilters.DocumentId"/>.</summary>
    public string? DocumentId { get; init; }
}
