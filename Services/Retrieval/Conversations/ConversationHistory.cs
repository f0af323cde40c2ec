namespace EventAi.Retrieval.Conversations;

/// <summary>A conversation's messages, in order.</summary>
public sealed record ConversationHistory(string Id, IReadOnlyList<ConversationMessage> Messages);
