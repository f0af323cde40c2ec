using EventAi.Retrieval.Conversations;
using EventAi.Retrieval.Search;

namespace EventAi.Retrieval.Answers;

/// <summary>A question that can be asked.</summary>
/// <param name="Text">As the user put it.</param>
/// <param name="Filters">Which documents may answer it.</param>
/// <param name="ConversationId">The conversation it belongs to, if any.</param>
/// <param name="History">What was said in it before.</param>
public sealed record Question(string Text, SearchFilters Filters, string? ConversationId, IReadOnlyList<ConversationMessage> History);
