namespace EventAi.Retrieval.Conversations;

/// <summary>Another question of the same conversation is still being answered.</summary>
public sealed class ConversationBusyException(string id) : Exception($"Conversation '{id}' is still answering another question.");
